package dev.isochron.shard.state;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;

/// What an entry brought about; the same on every replica.
///
/// @param rulings on its records about transactions, in order
/// @param refused what was not taken at all, and why, for a person
/// @param forks the shard that a split made, if this was one and its right half lives here, too
/// @param joined the shard that a merge took in, if this was one
public record Applied(
        Slot slot,
        List<Ruled> rulings,
        List<String> refused,
        List<Forked> forks,
        List<Merged> joined) {

    /// The right half of a split, which begins with the store's replica of that name.
    ///
    /// @param ballot of the leader that proposed the split: whoever leads it does so above that
    /// @param members from its first slot on, as the host writes it
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    public record Forked(ShardId shard, Ballot ballot, byte[] members) {}

    /// The right one of two that were merged is no more.
    ///
    /// @param isHere false if its state was not here, so that only a snapshot helps this replica
    public record Merged(ShardId right, boolean isHere) {}

    /// Whether the state of this replica is of no use any more.
    public boolean isLost() {
        return joined.stream().anyMatch(merged -> !merged.isHere());
    }

    /// A record and what it came to.
    public record Ruled(TxnRecord record, Ruling ruling) {}

    /// Of an entry that changes nothing, or whose replica has no state that it could change.
    public Applied(Slot slot) {
        this(slot, new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
    }
}
