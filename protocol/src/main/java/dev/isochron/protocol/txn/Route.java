package dev.isochron.protocol.txn;

/// Whom a request is meant for, as its sender knows it; every request carries one.
public record Route(ShardId shard, Generation generation) {
    @Override
    public String toString() {
        return shard + " at " + generation;
    }
}
