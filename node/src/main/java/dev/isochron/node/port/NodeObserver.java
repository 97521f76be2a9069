package dev.isochron.node.port;

import dev.isochron.node.frame.Frame;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.state.Applied;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// Sees what a node does as it does it. Changes nothing; called on the loop.
public interface NodeObserver {

    /// Nobody looks.
    NodeObserver NONE = new NodeObserver() {};

    /// The log was opened: no lease that the lives before this one granted reaches beyond
    /// `horizon`.
    default void opened(Timestamp horizon) {}

    /// A replica begins to run from this image: after a start, or created just now.
    default void began(ReplicaImage image) {}

    /// A replica took a step; nothing of `effects` has been performed yet.
    default void stepped(
            GroupId group, ReplicaId replica, Moment moment, Input input, Effects effects) {}

    /// The leader gave out `given` for use in its next entry.
    default void gave(
            GroupId group, ReplicaId replica, Ballot ballot, Moment moment, Timestamp given) {}

    /// `records` stand in the log's buffer and are durable once `position` is synced.
    default void appended(List<HardRecord> records, long position) {}

    /// Everything appended up to `position` is durable.
    default void synced(long position) {}

    /// A chosen entry went into the state machine of a replica.
    ///
    /// @param fingerprint of the state with `slot` applied; equal on all replicas (S1)
    default void applied(
            GroupId group, ReplicaId replica, Slot slot, Entry entry, long fingerprint) {}

    /// A replica met a mistake, a broken invariant as a rule, and stopped for good.
    default void broke(GroupId group, ReplicaId replica, RuntimeException mistake) {}

    /// A request came to a replica of a shard; it has done nothing about it yet.
    default void asked(GroupId group, ReplicaId replica, Request request) {}

    /// A replica of a shard answers a request; the answer leaves now.
    default void answered(GroupId group, ReplicaId replica, Request request, Reply reply) {}

    /// A replica of a shard applied an entry, and this is what became of its records.
    default void ruled(GroupId group, ReplicaId replica, Applied applied) {}

    /// A replica of a shard knows this of its shard from now on, by its log or what it started
    /// with.
    default void shaped(GroupId group, ReplicaId replica, ShardEntry entry) {}

    /// A replica of a shard says something about a transaction to whoever owns a key.
    default void said(GroupId group, ReplicaId replica, Parley parley) {}

    /// A replica of a shard says something about safe times to another one.
    default void said(GroupId group, ReplicaId replica, SafeTimes word) {}

    /// A frame goes to the network now.
    default void sent(NodeId to, Frame frame) {}
}
