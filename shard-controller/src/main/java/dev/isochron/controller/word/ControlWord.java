package dev.isochron.controller.word;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.decide.Order;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;

/// A word between a node and the controller.
public sealed interface ControlWord {

    /// A node tells of itself; said again and again, so it is its heartbeat, too.
    ///
    /// @param address where it is reached
    /// @param locality where it stands; unknown if nobody told it
    /// @param shards those that it leads
    /// @param absent shards that it was told to forget and has no replica of
    record Report(String address, Locality locality, List<ShardReport> shards, List<ShardId> absent)
            implements ControlWord {
        public Report {
            shards = List.copyOf(shards);
            absent = List.copyOf(absent);
        }
    }

    /// What a node's replicas are to do. Said by whoever leads the controller, also when there is
    /// nothing to do: then it says who leads.
    ///
    /// @param seats the nodes whose replicas decide
    record Orders(List<Order> orders, List<NodeId> seats) implements ControlWord {
        public Orders {
            orders = List.copyOf(orders);
            seats = List.copyOf(seats);
        }
    }

    /// An operator asked something of a node, which passes it on.
    ///
    /// @param number of the question, among those of this node
    record Asking(long number, Plea plea) implements ControlWord {}

    /// The answer.
    record Ruled(long number, Ruling ruling) implements ControlWord {}
}
