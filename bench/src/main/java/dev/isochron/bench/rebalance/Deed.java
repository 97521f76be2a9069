package dev.isochron.bench.rebalance;

/// One call of a client.
///
/// @param kind what was asked for
/// @param lane of a pulse, the stretch of keys that has its row; -1 otherwise
/// @param fromNanos when it was asked
/// @param untilNanos when its client went on
/// @param fate what its client was told in the end, all retries behind it
record Deed(Kind kind, int lane, long fromNanos, long untilNanos, Fate fate) {

    enum Kind {
        TRANSFER,
        READ,
        PULSE
    }

    enum Fate {
        DONE,

        /// It was surely not done, and its program was told so.
        FAILED,

        /// The answer to a commit was lost: its program has to ask for the outcome.
        UNKNOWN
    }

    boolean isDone() {
        return fate == Fate.DONE;
    }

    boolean endsWithin(Phase phase) {
        return untilNanos - phase.fromNanos() >= 0 && untilNanos - phase.untilNanos() < 0;
    }
}
