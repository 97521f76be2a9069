package dev.isochron.paxos.world;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Messages that left one node and did not reach the other yet, oldest first.
public final class Wire {
    private final List<Parcel> inFlight = new ArrayList<>();
    private final TreeSet<String> cut = new TreeSet<>();

    /// A message between two nodes.
    public record Parcel(NodeId from, NodeId to, Envelope envelope) {
        public String kind() {
            return Words.kind(envelope.message());
        }

        @Override
        public String toString() {
            return envelope.from() + "→" + envelope.to() + " " + Words.of(envelope.message());
        }
    }

    /// False if the link is cut: the message is lost.
    public boolean send(Parcel parcel) {
        if (isCut(parcel.from(), parcel.to())) {
            return false;
        }
        inFlight.add(parcel);
        return true;
    }

    public Optional<Parcel> first(Predicate<Parcel> wanted) {
        return inFlight.stream().filter(wanted).findFirst();
    }

    /// The oldest one that equals `parcel`.
    public void remove(Parcel parcel) {
        inFlight.remove(parcel);
    }

    public List<Parcel> inFlight() {
        return List.copyOf(inFlight);
    }

    /// From now on nothing gets from one to the other; what is in flight is lost.
    public void cut(NodeId from, NodeId to) {
        cut.add(from + ">" + to);
        inFlight.removeIf(p -> isCut(p.from(), p.to()));
    }

    public void heal() {
        cut.clear();
    }

    private boolean isCut(NodeId from, NodeId to) {
        return cut.contains(from + ">" + to);
    }
}
