package dev.isochron.paxos.log;

/// How near the log is to its bounds, for slowing writers before they are refused, and for metrics.
///
/// @param usedBytes bytes of segments between the oldest still needed and the newest written
/// @param limitBytes what `usedBytes` may reach before ordinary records are refused
/// @param queuedBytes bytes appended and not yet handed to a flush
/// @param diskFull the last attempt to prepare a segment found no room
public record Pressure(long usedBytes, long limitBytes, long queuedBytes, boolean diskFull) {
    /// Share of the limit from which on writers are slowed: early enough for a flush of the lagging
    /// groups to finish first.
    public static final double SLOW_FROM = 0.5;

    /// From 0 (go on) to 1 (stop): how much of their pace writers should give up.
    public double slowdown() {
        if (diskFull) {
            return 1;
        }
        double used = (double) usedBytes / limitBytes;
        return Math.clamp((used - SLOW_FROM) / (1 - SLOW_FROM), 0.0, 1.0);
    }
}
