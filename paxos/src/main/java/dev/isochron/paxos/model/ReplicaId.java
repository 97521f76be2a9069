package dev.isochron.paxos.model;

/// One replica of one group. Ids are never reused within a group: a replica that lost its memory
/// returns under a new id, so that nothing the old one promised can be attributed to the new one.
public record ReplicaId(long value) implements Comparable<ReplicaId> {
    public ReplicaId {
        if (value < 1) {
            throw new IllegalArgumentException("replica ids start at 1, not " + value);
        }
    }

    @Override
    public int compareTo(ReplicaId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "r" + value;
    }
}
