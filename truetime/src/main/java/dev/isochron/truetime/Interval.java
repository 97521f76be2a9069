package dev.isochron.truetime;

import java.util.Optional;

/// A reading of the clock: true time lay within `[earliest, latest]`, both ends included, at some
/// moment while the clock was being read.
///
/// Its ends are kept as plain nanoseconds, and [#earliest] and [#latest] make the [Timestamp]s when
/// somebody asks: with fewer objects to a reading the compiler can do without all of them.
///
/// @param earliestNanos no later than true time, nanoseconds since 1970
/// @param latestNanos no earlier than true time, nanoseconds since 1970
public record Interval(long earliestNanos, long latestNanos) {

    public Interval {
        if (earliestNanos < 0 || earliestNanos > latestNanos) {
            throw refused(earliestNanos, latestNanos);
        }
    }

    public Interval(Timestamp earliest, Timestamp latest) {
        this(earliest.nanos(), latest.nanos());
    }

    private static IllegalArgumentException refused(long earliest, long latest) {
        return new IllegalArgumentException(
                "an interval begins at 1970 or later and cannot end before it begins: %d to %d ns"
                        .formatted(earliest, latest));
    }

    /// The interval between two points given as nanoseconds since 1970.
    public static Interval of(long earliestNanos, long latestNanos) {
        return new Interval(earliestNanos, latestNanos);
    }

    /// No later than true time.
    public Timestamp earliest() {
        return new Timestamp(earliestNanos);
    }

    /// No earlier than true time.
    public Timestamp latest() {
        return new Timestamp(latestNanos);
    }

    /// Whether `t` has certainly passed: Spanner's `TT.after(t)`, and what commit wait waits for.
    public boolean surelyAfter(Timestamp t) {
        return earliestNanos > t.nanos();
    }

    /// Whether `t` has certainly not arrived: Spanner's `TT.before(t)`, and when a lease is held.
    public boolean surelyBefore(Timestamp t) {
        return latestNanos < t.nanos();
    }

    /// From earliest to latest, in nanoseconds.
    public long widthNanos() {
        return latestNanos - earliestNanos;
    }

    /// ε: half the width in nanoseconds, rounded up.
    public long epsilonNanos() {
        long width = widthNanos();
        return width / 2 + width % 2;
    }

    /// Whether some point lies in both; two true readings of one moment always overlap.
    public boolean overlaps(Interval other) {
        return earliestNanos <= other.latestNanos && other.earliestNanos <= latestNanos;
    }

    /// The points that lie in both, or nothing if there are none.
    public Optional<Interval> intersect(Interval other) {
        if (!overlaps(other)) {
            return Optional.empty();
        }
        return Optional.of(
                new Interval(
                        Math.max(earliestNanos, other.earliestNanos),
                        Math.min(latestNanos, other.latestNanos)));
    }

    @Override
    public String toString() {
        return "[" + earliest() + ", " + latest() + "]";
    }
}
