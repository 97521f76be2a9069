package dev.isochron.txn;

import dev.isochron.truetime.TimestampLimit;

/// The durations of two-phase commit, in nanoseconds.
///
/// ```
/// vote given ──┬─ resend ─┬── voteBound ──┬─ inDoubt ──┬── ×2 ──┬ … at most every longestPause
///              │          vote again      │            inquiry  inquiry
///              └ a commit must be below now + voteBound
/// ```
///
/// @param vote how long votes last
/// @param patience how long things are waited for
/// @param outcomes how long outcomes are kept
/// @param limit how far a timestamp from outside may lie ahead of this node's clock
public record TxnSettings(Vote vote, Patience patience, Outcomes outcomes, TimestampLimit limit) {

    private static final long MILLIS = 1_000_000L;
    private static final long SECONDS = 1_000 * MILLIS;

    /// How long votes last.
    ///
    /// @param boundNanos how long a vote vouches: long enough for a round of the log and back,
    ///   short enough that a reader whose coordinator died frees its locks soon
    /// @param leastNanos the shortest bound worth voting with; below, the lease is extended first
    public record Vote(long boundNanos, long leastNanos) {
        public Vote {
            requireOrder(0, leastNanos, "the least bound of a vote");
            requireOrder(leastNanos, boundNanos, "the bound of a vote");
        }
    }

    /// How long things are waited for.
    ///
    /// @param gatherNanos how long a commit waits for votes, which wait for locks in turn
    /// @param resendNanos after which a message that may be lost is sent again
    /// @param inDoubtNanos after which a voter asks: longer than its bound, or it would abort what
    ///   is just slow (attack 36)
    /// @param longestPauseNanos the pauses between two tries double up to this
    public record Patience(
            long gatherNanos, long resendNanos, long inDoubtNanos, long longestPauseNanos) {
        public Patience {
            requireOrder(1, gatherNanos, "the time to gather votes");
            requireOrder(1, resendNanos, "the pause before a message is sent again");
            requireOrder(resendNanos, inDoubtNanos, "the pause before an inquiry");
            requireOrder(inDoubtNanos, longestPauseNanos, "the longest pause");
        }
    }

    /// How long outcomes are kept.
    ///
    /// @param keepNanos after a transaction's birth: clients that lost a reply can ask so long, and
    ///   a transaction cannot be older when it commits
    /// @param stepNanos how often the horizon is moved
    public record Outcomes(long keepNanos, long stepNanos) {
        public Outcomes {
            requireOrder(1, stepNanos, "the step of the horizon");
            requireOrder(stepNanos, keepNanos, "the time that outcomes are kept");
        }
    }

    /// What a cluster runs with.
    ///
    /// @param limit as the node is configured
    public static TxnSettings usual(TimestampLimit limit) {
        return new TxnSettings(
                new Vote(500 * MILLIS, 50 * MILLIS),
                new Patience(5 * SECONDS, 200 * MILLIS, SECONDS, 8 * SECONDS),
                new Outcomes(1800 * SECONDS, 30 * SECONDS),
                limit);
    }

    private static void requireOrder(long least, long actual, String what) {
        if (actual < least) {
            throw new IllegalArgumentException(
                    "%s is at least %d ns, not %d".formatted(what, least, actual));
        }
    }
}
