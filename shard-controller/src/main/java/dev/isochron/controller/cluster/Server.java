package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;
import java.util.UUID;

/// A member of the cluster.
///
/// @param address host and port where it is reached
/// @param life of the directory that asked to be let in; [#UNASKED] for a founder
public record Server(NodeId id, String address, Locality locality, Standing standing, UUID life) {

    /// The life of a founder, which nobody asked about.
    public static final UUID UNASKED = new UUID(0, 0);

    /// A founder.
    public Server(NodeId id, String address, Locality locality, Standing standing) {
        this(id, address, locality, standing, UNASKED);
    }

    public Server with(Standing newStanding) {
        return new Server(id, address, locality, newStanding, life);
    }

    @Override
    public String toString() {
        return id + " (" + address + ")";
    }
}
