package dev.isochron.client.txn;

import dev.isochron.protocol.txn.CommitToken;
import dev.isochron.truetime.Timestamp;

/// That a transaction is done.
///
/// @param timestamp its place in the one order of all transactions; of one that only read, the
///   newest version that it met
public record Receipt(Timestamp timestamp, Statistics statistics) {

    /// What to hand to whoever must read at least as fresh, anywhere.
    public CommitToken token() {
        return new CommitToken(timestamp);
    }
}
