package dev.isochron.truetime.source;

/// The three clocks of the host read at one moment, as nearly as that can be done.
///
/// @param monotonicNanos `CLOCK_MONOTONIC` in the middle of the reading
/// @param realtimeNanos `CLOCK_REALTIME`
/// @param boottimeNanos `CLOCK_BOOTTIME`
/// @param blurNanos how far the three may be apart
record ClockSample(long monotonicNanos, long realtimeNanos, long boottimeNanos, long blurNanos) {

    /// A thread can lose its processor between two reads; of a few tries one is nearly always
    /// undisturbed.
    private static final int TRIES = 5;

    /// A reading this tight is good enough to stop trying.
    private static final long TIGHT_NANOS = 2_000;

    /// Reads the clocks of `host` between two readings of the monotonic one; keeps the tightest.
    static ClockSample of(HostClock host) {
        ClockSample best = once(host);
        for (int i = 1; i < TRIES && best.blurNanos > TIGHT_NANOS; i++) {
            ClockSample next = once(host);
            best = next.blurNanos < best.blurNanos ? next : best;
        }
        return best;
    }

    private static ClockSample once(HostClock host) {
        long before = host.monotonicNanos();
        long realtime = host.realtimeNanos();
        long boottime = host.boottimeNanos();
        long blur = host.monotonicNanos() - before;
        return new ClockSample(before + blur / 2, realtime, boottime, blur);
    }

    /// What must be added to the monotonic clock to get the real-time clock.
    long offsetNanos() {
        return realtimeNanos - monotonicNanos;
    }

    /// How far the real-time clock was stepped between `before` and this sample. Slewing moves real
    /// time and boot time alike, a suspension passes in both: only a step moves one alone.
    long stepSince(ClockSample before) {
        return (realtimeNanos - boottimeNanos) - (before.realtimeNanos - before.boottimeNanos);
    }

    /// How long the machine was suspended between `before` and this sample.
    long suspendedSince(ClockSample before) {
        return (boottimeNanos - monotonicNanos) - (before.boottimeNanos - before.monotonicNanos);
    }

    /// Whether a difference of `nanos` between this sample and `before` is more than the blur of
    /// the two readings and what a line tolerates.
    boolean exceedsBlur(long nanos, ClockSample before) {
        return Math.abs(nanos) > TimeLine.STEP_TOLERANCE_NANOS + blurNanos + before.blurNanos;
    }
}
