package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;

/// One copy of a shard.
///
/// @param votes whether it counts for the quorum; a learner does not
public record Replica(NodeId node, boolean votes) {

    public static Replica voter(NodeId node) {
        return new Replica(node, true);
    }

    public static Replica learner(NodeId node) {
        return new Replica(node, false);
    }

    @Override
    public String toString() {
        return votes ? node.toString() : "(" + node + ")";
    }
}
