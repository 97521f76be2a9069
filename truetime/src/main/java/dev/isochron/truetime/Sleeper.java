package dev.isochron.truetime;

/// How the calling thread lets time pass: spinning and parking on a host, giving up the baton in a
/// simulation.
@FunctionalInterface
public interface Sleeper {

    /// Returns after about `nanos` nanoseconds, rather a little early than a lot late.
    ///
    /// @throws InterruptedException if the thread was interrupted
    void sleep(long nanos) throws InterruptedException;

    /// The loop of commit wait: sleeps and asks `clock` again until `t` has surely passed.
    ///
    /// @throws ClockUnusableException if the clock vouches for nothing, now or while waiting
    /// @throws InterruptedException if the thread was interrupted
    static void awaitPast(TrueTime clock, Timestamp t, Sleeper sleeper)
            throws InterruptedException {
        long wait = missing(clock, t);
        while (wait > 0) {
            sleeper.sleep(wait);
            wait = missing(clock, t);
        }
    }

    private static long missing(TrueTime clock, Timestamp t) {
        Timestamp earliest = clock.earliest();
        return TrueTime.waitNanos(new Interval(earliest, earliest), t);
    }
}
