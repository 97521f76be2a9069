package dev.isochron.storage;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.ordered.Transaction;
import java.util.List;

/// Deletes one more part of everything in a replica's span; the last part of a removed replica
/// takes its header along.
final class DeletionWork implements Work {
    private final Storage storage;
    private final ReplicaStore replica;
    private final Span span;
    private final int limit;
    private boolean isLast;

    DeletionWork(Storage storage, ReplicaStore replica, ReplicaHeader header, int limit) {
        this.storage = storage;
        this.replica = replica;
        this.span = header.span();
        this.limit = limit;
    }

    @Override
    public void apply(Transaction transaction) {
        int left = limit - deleteVersions(transaction);
        int kind = 0;
        while (left > 0 && kind >= 0) {
            kind = nextKind(transaction, kind);
            if (kind >= 0) {
                left -= deleteRecords(transaction, (byte) kind, left);
                kind++;
            }
        }
        isLast = left > 0;
        if (isLast && replica.state() == ReplicaStore.State.REMOVED) {
            StoredKey header = new StoredKey().header(replica.shard());
            transaction.delete(header.bytes(), header.length());
        }
    }

    private int deleteVersions(Transaction transaction) {
        StoredKey from = new StoredKey().beforeVersions(span.from());
        StoredKey until = new StoredKey();
        span.until().ifPresentOrElse(until::beforeVersions, until::endOfVersions);
        return transaction.deleteRange(from.copy(), until.copy(), limit);
    }

    /// The first kind from this one on that has a record anywhere; negative if none has.
    private static int nextKind(Transaction transaction, int from) {
        if (from > 0xFF) {
            return -1;
        }
        StoredKey first = new StoredKey().beforeRecords((byte) from, Key.MIN);
        StoredKey end = new StoredKey().endOfRecords((byte) 0xFF);
        boolean found = transaction.seek(first.bytes(), first.length());
        return found && end.isAbove(transaction.key()) ? transaction.key().get(1) & 0xFF : -1;
    }

    private int deleteRecords(Transaction transaction, byte kind, int most) {
        StoredKey from = new StoredKey().record(new RecordKey(kind, span.from(), new byte[0]));
        StoredKey until = new StoredKey();
        span.until()
                .ifPresentOrElse(
                        key -> until.beforeRecords(kind, key), () -> until.endOfRecords(kind));
        return transaction.deleteRange(from.copy(), until.copy(), most);
    }

    @Override
    public List<StorageEvent> done() {
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
