package dev.isochron.node.control;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.decide.Order;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.shard.ShardDesk;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.Optional;

/// What a node has, for its steward.
public interface Premises {

    NodeId self();

    /// Where this node is reached.
    String address();

    /// Where this node stands, as far as it was told.
    Locality locality();

    /// The replicas of shards that live here.
    List<Tenant> tenants();

    /// The replica of a shard.
    Optional<Tenant> tenant(ShardId shard);

    /// The controller's replica, if one lives here.
    Optional<ControllerDesk> desk();

    /// Cuts a shard that this node leads in two.
    void split(Order.SplitShard order);

    /// Lets a shard that this node leads take its right neighbour in.
    void merge(Order.MergeShards order);

    /// Says something to a node, this one included.
    void say(NodeId to, ControlWord word);

    /// A replica of a shard.
    record Tenant(ShardId shard, ReplicaHost<?> host, ShardDesk desk) {}
}
