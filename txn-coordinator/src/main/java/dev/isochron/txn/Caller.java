package dev.isochron.txn;

/// A client's request that waits for its reply; the number is the shard's own.
public record Caller(long number) implements Comparable<Caller> {
    @Override
    public int compareTo(Caller other) {
        return Long.compare(number, other.number);
    }
}
