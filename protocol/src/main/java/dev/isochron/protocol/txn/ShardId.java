package dev.isochron.protocol.txn;

/// A shard: one contiguous span of keys with one replicated log. From 1; never given twice.
public record ShardId(long value) implements Comparable<ShardId> {
    public ShardId {
        if (value < 1) {
            throw new IllegalArgumentException("shard ids start at 1, not " + value);
        }
    }

    @Override
    public int compareTo(ShardId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "shard " + value;
    }
}
