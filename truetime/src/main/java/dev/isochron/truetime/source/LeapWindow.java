package dev.isochron.truetime.source;

/// The seconds around a leap second, in which world time names two moments alike and nothing can be
/// vouched for.
///
/// The kernel repeats the last second of the UTC day. A timestamp given before the repetition may
/// then be above one given after it, on any node, so every node stays silent from before the first
/// to after the second.
final class LeapWindow {

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    /// Silence from this long before midnight UTC to this long after it: the leap itself and, on
    /// either side, the widest interval a node may lead with.
    static final long REACH_NANOS = 3_000_000_000L;

    private LeapWindow() {}

    /// Whether the real-time clock is so near to midnight UTC that a leap second, if there is one,
    /// makes it ambiguous.
    static boolean covers(long realtimeNanos) {
        long sinceMidnight = Math.floorMod(realtimeNanos, NANOS_PER_DAY);
        return sinceMidnight < REACH_NANOS || sinceMidnight > NANOS_PER_DAY - REACH_NANOS;
    }

    /// Nanoseconds until the window opens next; 0 inside it.
    static long untilOpens(long realtimeNanos) {
        long sinceMidnight = Math.floorMod(realtimeNanos, NANOS_PER_DAY);
        return covers(realtimeNanos) ? 0 : NANOS_PER_DAY - REACH_NANOS - sinceMidnight;
    }

    /// Whether a midnight's window lies between two readings of the real-time clock, or holds one.
    static boolean liesBetween(long fromRealtime, long toRealtime) {
        return covers(fromRealtime)
                || covers(toRealtime)
                || Math.floorDiv(fromRealtime, NANOS_PER_DAY)
                        != Math.floorDiv(toRealtime, NANOS_PER_DAY);
    }

    /// Whether a step of the real-time clock is what a leap second makes: a second, either way.
    static boolean explains(long stepNanos, long toleranceNanos) {
        return Math.abs(Math.abs(stepNanos) - 1_000_000_000L) <= toleranceNanos;
    }
}
