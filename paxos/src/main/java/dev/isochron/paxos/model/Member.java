package dev.isochron.paxos.model;

/// A replica and the node that it lives on.
public record Member(ReplicaId replica, NodeId node) implements Comparable<Member> {
    @Override
    public int compareTo(Member other) {
        return replica.compareTo(other.replica);
    }

    @Override
    public String toString() {
        return replica + "@" + node;
    }
}
