package dev.isochron.protocol.error;

import dev.isochron.protocol.txn.TxnId;

/// The commit was sent and no answer came: it may have been done, and may still be.
///
/// @param id under which its outcome can be asked for
/// @param reason what came instead of an answer
/// @param forGood whether whoever is asked again says the same: what could tell is forgotten
public record OutcomeUnknown(TxnId id, String reason, boolean forGood) implements Failure {

    /// Who asks again may be told.
    public OutcomeUnknown(TxnId id, String reason) {
        this(id, reason, false);
    }

    public OutcomeUnknown {
        reason = Shown.cut(reason);
    }

    @Override
    public Retry retry() {
        return Retry.ASK_OUTCOME;
    }

    @Override
    public SqlState sqlState() {
        return SqlState.STATEMENT_COMPLETION_UNKNOWN;
    }

    @Override
    public Explanation explanation() {
        if (forGood) {
            return new Explanation(
                    "Nobody knows any more whether the commit was done: " + reason + ".",
                    "Transaction " + id + " is committed or aborted, once and for good.",
                    "Look for what it wrote before you run it again, or it may be done twice.");
        }
        return new Explanation(
                "The commit was sent, but its answer did not arrive: " + reason + ".",
                "Transaction " + id + " is committed or aborted, once and for good.",
                "Ask for its outcome by this id; do not run it again before that, or it may be done"
                        + " twice.");
    }
}
