package dev.isochron.shard.state;

import dev.isochron.paxos.model.Slot;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;

/// What an entry brought about; the same on every replica.
///
/// @param rulings on its records about transactions, in order
/// @param refused what was not taken at all, and why, for a person
public record Applied(Slot slot, List<Ruled> rulings, List<String> refused) {

    /// A record and what it came to.
    public record Ruled(TxnRecord record, Ruling ruling) {}

    Applied(Slot slot) {
        this(slot, new ArrayList<>(0), new ArrayList<>(0));
    }
}
