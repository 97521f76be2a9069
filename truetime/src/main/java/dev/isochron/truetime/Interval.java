package dev.isochron.truetime;

import java.util.Optional;

/// A reading of the clock: true time lay within `[earliest, latest]`, both ends included, at some
/// moment while the clock was being read.
///
/// @param earliest no later than true time
/// @param latest no earlier than true time
public record Interval(Timestamp earliest, Timestamp latest) {

    public Interval {
        if (earliest.nanos() > latest.nanos()) {
            throw new IllegalArgumentException(
                    "an interval cannot end before it begins: " + earliest + " > " + latest);
        }
    }

    /// The interval between two points given as nanoseconds since 1970.
    public static Interval of(long earliestNanos, long latestNanos) {
        return new Interval(new Timestamp(earliestNanos), new Timestamp(latestNanos));
    }

    /// Whether `t` has certainly passed: Spanner's `TT.after(t)`, and what commit wait waits for.
    public boolean surelyAfter(Timestamp t) {
        return earliest.nanos() > t.nanos();
    }

    /// Whether `t` has certainly not arrived: Spanner's `TT.before(t)`, and when a lease is held.
    public boolean surelyBefore(Timestamp t) {
        return latest.nanos() < t.nanos();
    }

    /// From earliest to latest, in nanoseconds.
    public long widthNanos() {
        return latest.nanos() - earliest.nanos();
    }

    /// ε: half the width in nanoseconds, rounded up.
    public long epsilonNanos() {
        long width = widthNanos();
        return width / 2 + width % 2;
    }

    /// Whether some point lies in both; two true readings of one moment always overlap.
    public boolean overlaps(Interval other) {
        return earliest.nanos() <= other.latest.nanos() && other.earliest.nanos() <= latest.nanos();
    }

    /// The points that lie in both, or nothing if there are none.
    public Optional<Interval> intersect(Interval other) {
        if (!overlaps(other)) {
            return Optional.empty();
        }
        return Optional.of(
                new Interval(
                        Timestamp.max(earliest, other.earliest),
                        Timestamp.min(latest, other.latest)));
    }

    @Override
    public String toString() {
        return "[" + earliest + ", " + latest + "]";
    }
}
