package dev.isochron.client;

import dev.isochron.client.txn.Receipt;
import dev.isochron.protocol.txn.CommitToken;
import dev.isochron.truetime.Timestamp;
import org.jspecify.annotations.Nullable;

/// What the work of a transaction returned, and that it is done.
public record Committed<T extends @Nullable Object>(T value, Receipt receipt) {

    /// Its place in the one order of all transactions.
    public Timestamp timestamp() {
        return receipt.timestamp();
    }

    /// What to hand to whoever must read at least as fresh.
    public CommitToken token() {
        return receipt.token();
    }
}
