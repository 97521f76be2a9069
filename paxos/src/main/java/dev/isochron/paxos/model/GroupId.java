package dev.isochron.paxos.model;

/// One replicated log; a shard's identity, or a number chosen by the operator of a bare log.
public record GroupId(long value) implements Comparable<GroupId> {
    public GroupId {
        if (value < 1) {
            throw new IllegalArgumentException("group ids start at 1, not " + value);
        }
    }

    @Override
    public int compareTo(GroupId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "g" + value;
    }
}
