package dev.isochron.truetime;

/// Keeps the intervals of one clock from running backwards: each end is at least what it was
/// before.
///
/// Raising `earliest` to an earlier reading's is sound, because that point has passed for good;
/// raising `latest` only makes the interval wider. When a new interval lies wholly before what was
/// said to have surely passed, one of the two was wrong, and nothing is vouched for until the clock
/// has caught up.
///
/// One owner; not thread-safe.
public final class MonotoneClamp {

    private long earliest;
    private long latest;

    /// The interval `raw`, kept from running backwards, or why it contradicts earlier ones.
    public Reading apply(Interval raw) {
        if (raw.latestNanos() < earliest) {
            return contradiction(raw.latestNanos(), earliest);
        }
        earliest = Math.max(earliest, raw.earliestNanos());
        latest = Math.max(latest, raw.latestNanos());
        return new Reading.Usable(Interval.of(earliest, latest));
    }

    /// The answer of a clock that now says `latest` after it had vouched that `passed` is past.
    public static Reading.Unusable contradiction(long latest, long passed) {
        return new Reading.Unusable(
                """
                The clock of this node went back: it now reads at most %s, but said earlier that \
                %s had passed.\
                """
                        .formatted(new Timestamp(latest), new Timestamp(passed)),
                """
                Wait %d ms until it has caught up, or restart this node after making sure that \
                its clock is right.\
                """
                        .formatted((passed - latest) / 1_000_000 + 1));
    }
}
