package dev.isochron.storage;

import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.SpanRanges;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.ordered.Transaction;
import java.util.List;

/// Deletes one more part of everything in a replica's span; the last part of a removed replica
/// takes its header along.
final class DeletionWork implements Work {
    private final Storage storage;
    private final ReplicaStore replica;
    private final ReplicaHeader header;
    private final int limit;
    private final int epoch;
    private boolean isLast;

    /// @param header what the store says of the replica by then
    DeletionWork(Storage storage, ReplicaStore replica, ReplicaHeader header, int limit) {
        this.storage = storage;
        this.replica = replica;
        this.header = header;
        this.limit = limit;
        this.epoch = replica.epoch();
    }

    @Override
    public boolean concerns(ReplicaStore other) {
        return replica == other;
    }

    @Override
    public void apply(Transaction transaction) {
        int left = limit;
        SpanRanges ranges = new SpanRanges(header.span());
        while (left > 0 && ranges.next(transaction)) {
            byte[] from = ranges.from().copy();
            left -= transaction.deleteRange(from, ranges.until().copy(), left);
        }
        isLast = left > 0;
        if (isLast && header.state() == ReplicaHeader.State.REMOVED) {
            StoredKey key = new StoredKey().header(replica.shard());
            transaction.delete(key.bytes(), key.length());
        }
    }

    @Override
    public boolean isStale() {
        return epoch != replica.epoch();
    }

    @Override
    public List<StorageEvent> done() {
        if (isStale()) {
            return List.of();
        }
        if (!isLast) {
            storage.goOn(this);
            return List.of();
        }
        return List.of(replica.deleted());
    }

    @Override
    public String toString() {
        return "deletion of what " + replica.shard() + " left";
    }
}
