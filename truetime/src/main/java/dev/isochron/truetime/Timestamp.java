package dev.isochron.truetime;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A point of time: whole nanoseconds since 1970-01-01T00:00:00Z, from 0 to `Long.MAX_VALUE` (the
/// year 2262).
///
/// A version of a row, a lease's end and a safe time are all points of this one line.
///
/// @param nanos nanoseconds since 1970, never negative
public record Timestamp(long nanos) implements Comparable<Timestamp> {

    /// The first point of the line. Nothing is before it.
    public static final Timestamp MIN = new Timestamp(0);

    /// The last point of the line. Nothing is after it.
    public static final Timestamp MAX = new Timestamp(Long.MAX_VALUE);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final DateTimeFormatter ISO_WITH_NANOS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    public Timestamp {
        if (nanos < 0) {
            throw refused(nanos);
        }
    }

    private static IllegalArgumentException refused(long nanos) {
        return new IllegalArgumentException(
                "a timestamp is nanoseconds since 1970 and not negative, but was " + nanos);
    }

    /// This timestamp moved by `delta` nanoseconds; stops at [#MIN] and [#MAX] instead of wrapping.
    public Timestamp plusNanos(long delta) {
        long sum = nanos + delta;
        if (delta >= 0) {
            return sum < 0 ? MAX : new Timestamp(sum);
        }
        return sum < 0 ? MIN : new Timestamp(sum);
    }

    /// The smallest timestamp after this one.
    ///
    /// @throws IllegalStateException at [#MAX], because repeating it would break the order
    public Timestamp next() {
        if (nanos == Long.MAX_VALUE) {
            throw new IllegalStateException("no timestamp comes after the last one, " + this);
        }
        return new Timestamp(nanos + 1);
    }

    public boolean isAfter(Timestamp other) {
        return nanos > other.nanos;
    }

    public boolean isBefore(Timestamp other) {
        return nanos < other.nanos;
    }

    public static Timestamp max(Timestamp a, Timestamp b) {
        return a.nanos >= b.nanos ? a : b;
    }

    public static Timestamp min(Timestamp a, Timestamp b) {
        return a.nanos <= b.nanos ? a : b;
    }

    @Override
    public int compareTo(Timestamp other) {
        return Long.compare(nanos, other.nanos);
    }

    /// ISO 8601 with all nine digits, for example `2026-11-23T01:15:00.000000042Z`.
    @Override
    public String toString() {
        return ISO_WITH_NANOS.format(
                Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND));
    }
}
