package dev.isochron.shard.state;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;

/// A committed write that is not a version yet, because another transaction is prepared on the same
/// row and may still commit below it.
record Late(Timestamp at, TxnId txn, Write write) implements Comparable<Late> {
    @Override
    public int compareTo(Late other) {
        int byTime = at.compareTo(other.at);
        return byTime != 0 ? byTime : txn.compareTo(other.txn);
    }
}
