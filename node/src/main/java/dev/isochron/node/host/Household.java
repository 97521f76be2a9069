package dev.isochron.node.host;

import dev.isochron.node.port.Ports;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.paxos.replica.Rule;
import dev.isochron.shard.model.Held;
import java.util.Set;

/// What all replicas of a node share.
///
/// @param snapshots how fast snapshots leave the node
/// @param fetches how many of its replicas fetch a state at one time
/// @param rules [Rule#all()], except where a simulation proves that a rule is needed
/// @param held what snapshots keep versions from going
public record Household(
        NodeId node,
        PaxosSettings paxos,
        Set<Rule> rules,
        Ports ports,
        Journal journal,
        Moments moments,
        Post post,
        Held held,
        Ration snapshots,
        Fetches fetches) {}
