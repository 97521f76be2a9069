package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A shard as it was last reported; its own log is the authority, this is a hint.
///
/// @param replicas voters and learners, each on a server of its own
/// @param leader the voter that leads, as far as is known
public record Shard(
        ShardId id,
        Generation generation,
        Span span,
        List<Replica> replicas,
        Optional<NodeId> leader) {

    public Shard {
        replicas = List.copyOf(replicas);
        Set<NodeId> nodes = new LinkedHashSet<>();
        for (Replica replica : replicas) {
            if (!nodes.add(replica.node())) {
                throw new IllegalArgumentException(
                        id + " has two replicas on " + replica.node() + "; one server holds one");
            }
        }
        if (replicas.stream().noneMatch(Replica::votes)) {
            throw new IllegalArgumentException(id + " has no voter");
        }
    }

    /// The servers whose replicas vote.
    public List<NodeId> voters() {
        return replicas.stream().filter(Replica::votes).map(Replica::node).toList();
    }

    /// The servers whose replicas do not vote.
    public List<NodeId> learners() {
        return replicas.stream().filter(replica -> !replica.votes()).map(Replica::node).toList();
    }

    /// The replica on this server, if there is one.
    public Optional<Replica> on(NodeId node) {
        return replicas.stream().filter(replica -> replica.node().equals(node)).findFirst();
    }

    /// How many voters make a majority.
    public int quorum() {
        return voters().size() / 2 + 1;
    }
}
