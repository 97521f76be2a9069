package dev.isochron.truetime;

import java.util.List;

/// The clock of one node, after Spanner §3: it does not say what time it is but between which two
/// points true time certainly lies.
///
/// Both ends of what one `TrueTime` answers never run backwards, whichever thread asks. All methods
/// but [#awaitPast] return at once and may be called from any thread.
///
/// [#now] tells an unusable clock as a value; every other method throws [ClockUnusableException]
/// then. [#earliestNanos] and [#latestNanos] are the same reading for hot paths: they create no
/// object in any state of the compiler.
public interface TrueTime {

    /// One reading of the clock.
    Reading now();

    /// The earliest end of one reading, nanoseconds since 1970.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing now
    long earliestNanos();

    /// The latest end of one reading, nanoseconds since 1970. The earliest end of an earlier call
    /// is no partner for it: use [#interval] where both are needed.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing now
    long latestNanos();

    /// One reading of the clock, for callers that cannot go on without it.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing now
    default Interval interval() {
        return switch (now()) {
            case Reading.Usable(Interval interval) -> interval;
            case Reading.Unusable unusable -> throw new ClockUnusableException(unusable);
        };
    }

    /// The latest end of one reading: what a timestamp that is given out now must not be below.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing now
    default Timestamp latest() {
        return new Timestamp(latestNanos());
    }

    /// The earliest end of one reading.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing now
    default Timestamp earliest() {
        return new Timestamp(earliestNanos());
    }

    /// Whether `t` has certainly passed.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing now
    default boolean after(Timestamp t) {
        return earliestNanos() > t.nanos();
    }

    /// Whether `t` has certainly not arrived.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing now
    default boolean before(Timestamp t) {
        return latestNanos() < t.nanos();
    }

    /// Commit wait: returns once `t` has certainly passed. It blocks the calling thread, so cores
    /// use [#waitNanos] and a timer of their shell instead.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing, now or while waiting
    /// @throws InterruptedException if the thread was interrupted while waiting
    void awaitPast(Timestamp t) throws InterruptedException;

    /// Which clocks this one's intervals may be compared with.
    default ClockDomain domain() {
        return new ClockDomain.World();
    }

    /// What this clock says about itself.
    default ClockStatus status() {
        return new ClockStatus("custom", "its bound is its owner's", domain(), now(), List.of());
    }

    /// How many nanoseconds must still pass, at least, before a reading `now` has moved on so far
    /// that `t` is surely past; 0 if it is already. After that wait the clock must be asked again:
    /// a width that grew meanwhile makes it longer.
    static long waitNanos(Interval now, Timestamp t) {
        long missing = t.nanos() - now.earliestNanos();
        if (missing < 0) {
            return 0;
        }
        return missing == Long.MAX_VALUE ? missing : missing + 1;
    }
}
