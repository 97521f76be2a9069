package dev.isochron.shard.entry;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
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

    /// The timestamp that the shard's leader gave for it, or took over before it proposed it;
    /// [Timestamp#MIN] if there is none. In the log they rise, outcomes of prepared transactions
    /// aside.
    default Timestamp at() {
        return switch (this) {
            case Retention(Timestamp at, _) -> at;
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
            case Retention _, Transaction _ -> List.of();
        };
    }

    /// The keys of what it writes.
    default List<Key> keys() {
        return writes().stream().map(Write::key).toList();
    }
}
