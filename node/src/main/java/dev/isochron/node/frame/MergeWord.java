package dev.isochron.node.frame;

import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Lineage;
import dev.isochron.truetime.Timestamp;

/// What nodes say to each other about two shards of which the left one is to take the right one in.
/// Each may be lost or come twice: whoever waits says it again.
public sealed interface MergeWord {

    /// To each voter's node, before anything stops: are both there, and would nobody have to wait?
    record Rehearse(Route right, Lineage.Leaving into) implements MergeWord {}

    /// They are, at the generations that were asked for.
    record Ready(Route right, Lineage.Leaving into) implements MergeWord {}

    /// To the leader of the right one: stop, and change no more.
    record Freeze(Route right, Lineage.Leaving into) implements MergeWord {}

    /// From each node that has a frozen replica, to the nodes of the left one, until it is settled.
    ///
    /// @param floor whoever takes it in gives only timestamps above
    /// @param isOnDisk whether a restart would find it frozen there
    record Frozen(ShardRecord.Right right, Lineage.Leaving into, Timestamp floor, boolean isOnDisk)
            implements MergeWord {}

    /// Whether a shard was ever taken in: its replica is in the way of its left neighbour's, or has
    /// nothing to show and nobody to fetch it from.
    record Asked(ShardId right) implements MergeWord {}

    /// What became of a shard that was frozen.
    record Settled(ShardId right, Lineage.Leaving into, boolean isMerged) implements MergeWord {}

    /// The shard is part of another one, and never comes back.
    record Gone(ShardId right) implements MergeWord {}
}
