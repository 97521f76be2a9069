package dev.isochron.shard.entry;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.model.Lineage;
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

    /// From here on the shard changes no more: it is to become part of its left neighbour. Alone in
    /// its entry, and the leader stops as for a split.
    ///
    /// @param from the generation that is frozen; if another came in between, nothing is
    /// @param into the neighbour, and the generation at which that takes it in or never does
    /// @param floor whoever has these keys next gives only timestamps above
    record Freeze(Generation from, Lineage.Leaving into, Timestamp floor) implements ShardRecord {}

    /// A shard that was frozen, and was not taken in, goes on; alone in its entry.
    ///
    /// @param from the generation that it has frozen
    record Thaw(Generation from) implements ShardRecord {}

    /// The right neighbour's keys, and all that is kept at them, are this shard's from here on;
    /// alone in its entry, and the leader stops as for a split. Every voter has the neighbour's
    /// state on its disk as it was frozen (attack 26).
    ///
    /// @param from the generation for which the neighbour was frozen; at another one, nothing
    ///   happens
    /// @param right what is taken in
    /// @param floor at least that of the neighbour's freeze: this shard gives only timestamps above
    /// @param members from the next slot on, as the host writes it
    record Merge(Generation from, Right right, Timestamp floor, Bytes members)
            implements ShardRecord {}

    /// A shard that is taken in.
    ///
    /// @param route with the generation that it has frozen
    record Right(Route route, Span keys) {}

    /// Another generation, and nothing else: who was frozen for this one is not taken in.
    record Decline(Generation from) implements ShardRecord {}

    /// The timestamp that the shard's leader gave for it, or took over before it proposed it;
    /// [Timestamp#MIN] if there is none. In the log they rise, outcomes of prepared transactions
    /// aside.
    default Timestamp at() {
        return switch (this) {
            case Retention(Timestamp at, _) -> at;
            case Split(_, _, _, Timestamp floor, _) -> floor;
            case Freeze(_, _, Timestamp floor) -> floor;
            case Merge(_, _, Timestamp floor, _) -> floor;
            case Thaw _, Decline _ -> Timestamp.MIN;
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
            case Retention _, Split _, Freeze _, Thaw _, Merge _, Decline _, Transaction _ ->
                    List.of();
        };
    }

    /// The keys of what it writes.
    default List<Key> keys() {
        return writes().stream().map(Write::key).toList();
    }
}
