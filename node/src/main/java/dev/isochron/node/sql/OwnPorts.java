package dev.isochron.node.sql;

import dev.isochron.client.port.Ports;
import dev.isochron.client.transport.GrpcPorts;

/// The ports of a client of the cluster that lives within one of its nodes.
public final class OwnPorts {

    private OwnPorts() {}

    /// Requests to the own node's shards are handed over, others go over the network.
    ///
    /// @param own the address by which shards name the node
    public static Ports of(Home home, String own) {
        Ports outside = GrpcPorts.plain();
        return new Ports(
                new OwnTransport(home, own, outside.transport()),
                outside.sessions(),
                outside.chance());
    }
}
