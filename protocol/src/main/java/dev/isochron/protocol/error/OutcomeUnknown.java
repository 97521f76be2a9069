package dev.isochron.protocol.error;

import dev.isochron.protocol.txn.TxnId;

/// The commit was sent and no answer came: it may have been done, and may still be.
///
/// @param id under which its outcome can be asked for
/// @param reason what came instead of an answer
public record OutcomeUnknown(TxnId id, String reason) implements Failure {
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
        return new Explanation(
                "The commit was sent, but its answer did not arrive: " + reason + ".",
                "Transaction " + id + " is committed or aborted, once and for good.",
                "Ask for its outcome by this id; do not run it again before that, or it may be done"
                        + " twice.");
    }
}
