package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;

/// A member of the cluster.
///
/// @param address host and port where it is reached
public record Server(NodeId id, String address, Locality locality, Standing standing) {

    public Server with(Standing newStanding) {
        return new Server(id, address, locality, newStanding);
    }

    @Override
    public String toString() {
        return id + " (" + address + ")";
    }
}
