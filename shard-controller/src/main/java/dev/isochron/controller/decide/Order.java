package dev.isochron.controller.decide;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import java.util.Optional;

/// What a shard or a server is told to do. Told again and again until a report shows it is done; an
/// order for another generation than the shard's own does nothing.
public sealed interface Order {

    /// The shard it is about, and the generation it expects.
    Route route();

    /// To the leader: take this server as a learner.
    record AddLearner(Route route, NodeId node, String address) implements Order {}

    /// To the leader: in one change of voters, the learner in, the other out. If it is the one that
    /// is to go, it hands over first, to a voter that it knows to be up to date.
    record Swap(Route route, NodeId in, Optional<NodeId> out) implements Order {}

    /// To the leader: this voter leaves, and nobody comes for it. If it is the leader itself, it
    /// hands over first.
    record Retire(Route route, NodeId node) implements Order {}

    /// To the leader: let this voter lead.
    record HandOver(Route route, NodeId to) implements Order {}

    /// To the leader: cut yourself in two.
    record SplitShard(Route route, Key at, ShardId right) implements Order {}

    /// To the leader of the left shard: take in the right one.
    record MergeShards(Route route, Route right) implements Order {}

    /// To the leader: the learner on this server leaves.
    record Dismiss(Route route, NodeId node) implements Order {}

    /// To a server: forget your copy, of a generation below this.
    record Forget(Route route, NodeId node) implements Order {}
}
