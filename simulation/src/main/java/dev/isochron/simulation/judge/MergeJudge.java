package dev.isochron.simulation.judge;

import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;
import java.util.TreeMap;

/// T1, as two logs promise it to each other: who takes a neighbour in rises above what that was
/// frozen at. Whether somebody gives a timestamp in between is chance, and seldom; what the logs
/// say is not.
final class MergeJudge implements Judge {

    /// Of each shard, by the generation at which its neighbour may take it in.
    private final TreeMap<ShardId, TreeMap<Generation, Timestamp>> frozen = new TreeMap<>();

    private final TreeMap<GroupId, Slot> seen = new TreeMap<>();

    @Override
    public void learned(Site at, ReplicaKey who, Slot slot, Entry entry) {
        Optional<ShardId> shard = Plan.shardOf(who.group());
        boolean isNews = slot.isAbove(seen.getOrDefault(who.group(), Slot.ZERO));
        if (shard.isEmpty() || !isNews || !(entry instanceof Entry.Commands commands)) {
            return;
        }
        seen.put(who.group(), slot);
        try {
            EntryCodec.decode(commands.bytes())
                    .records()
                    .forEach(record -> look(shard.get(), record));
        } catch (MalformedEntry e) {
            throw new IllegalStateException(who + " learned in " + slot + " what is no entry", e);
        }
    }

    private void look(ShardId shard, ShardRecord record) {
        if (record instanceof ShardRecord.Freeze freeze) {
            frozen.computeIfAbsent(shard, _ -> new TreeMap<>())
                    .merge(freeze.into().generation(), freeze.floor(), Timestamp::max);
        } else if (record instanceof ShardRecord.Merge merge) {
            ShardId right = merge.right().route().shard();
            Timestamp floor =
                    frozen.getOrDefault(right, new TreeMap<>())
                            .getOrDefault(merge.from(), Timestamp.MIN);
            Violation.unless(
                    !merge.floor().isBefore(floor),
                    TimestampJudge.NAME,
                    () ->
                            "%s takes %s in above %s, which was frozen at %s"
                                    .formatted(shard, right, merge.floor(), floor));
        }
    }
}
