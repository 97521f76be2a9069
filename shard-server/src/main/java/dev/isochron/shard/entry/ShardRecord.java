package dev.isochron.shard.entry;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;

/// One thing that a shard's log says.
public sealed interface ShardRecord {

    /// About a transaction.
    record Transaction(TxnRecord what) implements ShardRecord {}

    /// Versions that only reads below `versions` could see are not kept any more. It only rises; a
    /// lower one changes nothing.
    ///
    /// @param at a timestamp given for this record
    record Retention(Timestamp at, Timestamp versions) implements ShardRecord {}

    /// From `border` on, everything is another shard's, alone in its entry: the leader gives, votes
    /// and serves nothing from proposing it until its fate is known (attack 7).
    ///
    /// @param from the generation that is split; if another came in between, nothing is
    /// @param right the shard that gets it; nobody ever had this number
    /// @param floor the right shard gives only timestamps above: nothing that this shard gave,
    ///   published, served or vouched for is above it
    /// @param members of both from the next slot on, as the host writes it
    record Split(Generation from, Key border, ShardId right, Timestamp floor, Bytes members)
            implements ShardRecord {}

    /// The timestamp that the shard's leader gave for it, or took over before it proposed it;
    /// [Timestamp#MIN] if there is none. In the log they rise, outcomes of prepared transactions
    /// aside.
    default Timestamp at() {
        return switch (this) {
            case Retention(Timestamp at, _) -> at;
            case Split(_, _, _, Timestamp floor, _) -> floor;
            case Transaction(TxnRecord.Prepared prepared) -> prepared.pledge().floor();
            case Transaction(TxnRecord.Committed committed) -> committed.at();
            case Transaction(TxnRecord.Resolved resolved) -> at(resolved.outcome());
            case Transaction(TxnRecord.Aborted _),
                    Transaction(TxnRecord.Forgotten _),
                    Transaction(TxnRecord.Horizon _) ->
                    Timestamp.MIN;
        };
    }

    private static Timestamp at(Outcome outcome) {
        return outcome instanceof Outcome.Committed(Timestamp at) ? at : Timestamp.MIN;
    }

    /// What it writes, now or once its outcome is known.
    default List<Write> writes() {
        return switch (this) {
            case Transaction(TxnRecord.Prepared prepared) -> prepared.share().writes();
            case Transaction(TxnRecord.Committed committed) -> committed.writes();
            case Retention _, Split _, Transaction _ -> List.of();
        };
    }

    /// The keys of what it writes.
    default List<Key> keys() {
        return writes().stream().map(Write::key).toList();
    }
}
