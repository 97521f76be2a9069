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
public record Applied(Slot slot, List<Ruled> rulings, List<String> refused, List<Forked> forks) {

    /// The right half of a split, which begins with the store's replica of that name.
    ///
    /// @param ballot of the leader that proposed the split: whoever leads it does so above that
    /// @param members from its first slot on, as the host writes it
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    public record Forked(ShardId shard, Ballot ballot, byte[] members) {}

    /// A record and what it came to.
    public record Ruled(TxnRecord record, Ruling ruling) {}

    Applied(Slot slot) {
        this(slot, new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
    }
}
