package dev.isochron.truetime.source;

/// What must be added to the width for a correction that the daemon makes by changing the clock's
/// rate: chronyd slews this way, and the kernel's `offset` then says nothing of what is pending.
///
/// The rate a clock needs is steady, so a departure from its long average is a slew in progress.
/// How much is still pending cannot be seen; chronyd works off what is larger than usual within
/// tens of seconds, so the departure times [#HORIZON_SECONDS] is what we allow for, and the
/// configured floor covers what is smaller and slower.
final class SlewAllowance {

    /// See above: long enough for chronyd's corrections of more than the default floor.
    private static final long HORIZON_SECONDS = 40;

    /// Beyond this rate no sound oscillator is being corrected but a large error is being slewed
    /// away: the kernel's own limit for frequency corrections.
    static final long MAX_RATE_PPB = 500_000;

    /// The long average moves by this share of the departure each reading, so with a reading a
    /// second its memory is about 17 minutes.
    private static final long AVERAGE_SHARE = 1_024;

    /// The average in 1/1024 ppb, so that small departures are not rounded away.
    private long average;

    private boolean started;
    private long departurePpb;

    void observe(long ratePpb) {
        if (!started) {
            started = true;
            average = ratePpb * AVERAGE_SHARE;
        }
        departurePpb = Math.abs(ratePpb - average / AVERAGE_SHARE);
        average += ratePpb - average / AVERAGE_SHARE;
    }

    /// What may still be pending, in nanoseconds.
    long nanos() {
        return departurePpb * HORIZON_SECONDS;
    }
}
