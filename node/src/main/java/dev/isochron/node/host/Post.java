package dev.isochron.node.host;

import dev.isochron.node.port.Loop;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Letters on their way out. Everything that one turn of the loop has for a peer, whatever group it
/// is of, leaves as one frame; only very much becomes several.
public final class Post {

    /// A frame is closed at about this size, so that it fits well into one message.
    private static final int FRAME_BYTES = 1 << 20;

    private final NodeId self;
    private final Loop loop;
    private final Carrier carrier;
    private final Consumer<Envelope> local;
    private final TreeMap<NodeId, List<Envelope>> trays = new TreeMap<>();
    private boolean due;

    /// @param carrier takes what is for peers, a frame's worth at a time
    /// @param local takes what is for a replica of this node
    public Post(NodeId self, Loop loop, Carrier carrier, Consumer<Envelope> local) {
        this.self = self;
        this.loop = loop;
        this.carrier = carrier;
        this.local = local;
    }

    /// Makes frames of letters and hands them to the network.
    @FunctionalInterface
    public interface Carrier {
        void carry(NodeId to, List<Envelope> letters);
    }

    public void send(NodeId to, Envelope envelope) {
        if (to.equals(self)) {
            loop.atTurnEnd(() -> local.accept(envelope));
            return;
        }
        trays.computeIfAbsent(to, _ -> new ArrayList<>()).add(envelope);
        if (!due) {
            due = true;
            loop.atTurnEnd(this::carryAll);
        }
    }

    private void carryAll() {
        due = false;
        trays.forEach((to, letters) -> {
            if (!letters.isEmpty()) {
                carry(to, letters);
                letters.clear();
            }
        });
    }

    private void carry(NodeId to, List<Envelope> letters) {
        int first = 0;
        int bytes = 0;
        for (int i = 0; i < letters.size(); i++) {
            int size = LetterSize.of(letters.get(i).message());
            if (i > first && bytes + size > FRAME_BYTES) {
                carrier.carry(to, List.copyOf(letters.subList(first, i)));
                first = i;
                bytes = 0;
            }
            bytes += size;
        }
        carrier.carry(to, List.copyOf(letters.subList(first, letters.size())));
    }
}
