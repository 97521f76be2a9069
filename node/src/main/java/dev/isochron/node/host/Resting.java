package dev.isochron.node.host;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.Effects.Outgoing;
import java.util.ArrayDeque;

/// Letters of one replica that claim durable state. Each leaves once everything that the replica
/// appended before it is synced, also if its own step appended nothing: a repeated request must not
/// be answered ahead of the first one's sync (P4, attack 12).
final class Resting {

    private final Post post;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private Append latest = Append.DONE;

    private record Held(Append append, NodeId to, Envelope envelope) {}

    Resting(Post post) {
        this.post = post;
    }

    /// What is sent from now on rests on `append`.
    void restOn(Append append) {
        latest = append;
    }

    void send(Outgoing outgoing) {
        if (outgoing.restsOnLog() && !latest.isSynced()) {
            held.add(new Held(latest, outgoing.to(), outgoing.envelope()));
        } else {
            post.send(outgoing.to(), outgoing.envelope());
        }
    }

    /// Something was synced: lets go what may leave now.
    void synced() {
        while (!held.isEmpty() && held.peek().append().isSynced()) {
            Held next = held.remove();
            post.send(next.to(), next.envelope());
        }
    }
}
