package dev.isochron.client.error;

import dev.isochron.protocol.error.OutcomeUnknown;

/// The commit was sent and no answer came in time: it may have been done, and may still be.
public final class OutcomeUnknownException extends IsochronException {
    private static final long serialVersionUID = 1L;

    private final transient TransactionRef transaction;

    public OutcomeUnknownException(TransactionRef transaction, String reason) {
        super(new OutcomeUnknown(transaction.id(), reason));
        this.transaction = transaction;
    }

    /// @param why a shard said so
    public OutcomeUnknownException(TransactionRef transaction, OutcomeUnknown why) {
        super(why);
        this.transaction = transaction;
    }

    /// What to ask for the outcome by; its text can be kept anywhere.
    public TransactionRef transaction() {
        return transaction;
    }
}
