package dev.isochron.node.port;

import dev.isochron.node.frame.Frame;
import dev.isochron.paxos.model.NodeId;
import java.util.SortedMap;
import java.util.function.Consumer;

/// Frames to and from the other nodes. Nothing is promised but that what arrives was sent.
public interface Network {

    /// Sends without blocking. What does not fit into the bounded queue of a peer is dropped:
    /// whoever needs it will ask again.
    void send(NodeId to, Frame frame);

    /// Where the members of the cluster are, this node among them; said again when it changes.
    default void peers(SortedMap<NodeId, String> addresses) {}

    /// Registers who takes the frames that arrive; called once, at assembly.
    void onFrame(Consumer<Frame> receiver);
}
