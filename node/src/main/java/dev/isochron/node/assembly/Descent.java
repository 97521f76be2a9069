package dev.isochron.node.assembly;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.entry.NewerEntry;
import dev.isochron.shard.entry.ShardRecord;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Which shard a split made of which, as far as logs still have the split. A parent's log is not
/// cut before both halves are flushed, so of a half that was not, the parent is found here, or it
/// has no say any more.
final class Descent {

    private Descent() {}

    /// Per child its parent.
    static Map<GroupId, GroupId> in(Collection<ReplicaImage> images) {
        TreeMap<GroupId, GroupId> parents = new TreeMap<>();
        for (ReplicaImage image : images) {
            if (Plan.shardOf(image.group()).isPresent()) {
                for (AcceptedEntry one : image.accepted().values()) {
                    follow(image.group(), one.entry(), parents);
                }
            }
        }
        return parents;
    }

    /// What cannot be read, its own replica finds when it applies it.
    private static void follow(GroupId parent, Entry entry, Map<GroupId, GroupId> parents) {
        if (!(entry instanceof Entry.Commands(byte[] bytes))) {
            return;
        }
        EntryCodec.Batch batch;
        try {
            batch = EntryCodec.decode(bytes);
        } catch (MalformedEntry | NewerEntry unreadable) {
            return;
        }
        for (ShardRecord record : batch.records()) {
            if (record instanceof ShardRecord.Split split) {
                parents.put(Plan.groupOf(split.right()), parent);
            }
        }
    }
}
