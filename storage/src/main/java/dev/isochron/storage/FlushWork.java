package dev.isochron.storage;

import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Transaction;
import dev.isochron.storage.table.Chain;
import dev.isochron.storage.table.RecordChange;
import dev.isochron.storage.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Flushes all that is frozen, of any number of replicas, in one batch.
final class FlushWork implements Work {
    private final List<Part> parts;
    private final StoredKey key = new StoredKey();
    private final StoredValue value = new StoredValue();

    /// What one replica brings.
    ///
    /// @param frozen the oldest first, at least one
    record Part(ReplicaStore replica, List<Frozen> frozen) {
        ReplicaHeader header() {
            return frozen.getLast().header();
        }
    }

    FlushWork(List<Part> parts) {
        this.parts = parts;
    }

    @Override
    public boolean concerns(ReplicaStore other) {
        return parts.stream().anyMatch(part -> part.replica() == other);
    }

    @Override
    public void apply(Transaction transaction) {
        for (Part part : parts) {
            put(transaction, part);
            for (Frozen frozen : part.frozen()) {
                writeRecords(transaction, frozen.table());
            }
        }
        for (Part part : parts) {
            VersionWriter writer = new VersionWriter(transaction, part.header().horizon());
            for (Frozen frozen : part.frozen()) {
                for (Chain chain : frozen.table().chains().values()) {
                    writer.write(chain);
                }
            }
        }
    }

    private void put(Transaction transaction, Part part) {
        key.header(part.replica().shard());
        value.plain(key, part.header().toBytes());
        transaction.put(key.bytes(), key.length(), value.bytes(), value.length());
        for (Frozen frozen : part.frozen()) {
            HeaderWork.forget(transaction, frozen.takenIn());
        }
    }

    private void writeRecords(Transaction transaction, Table table) {
        for (Map.Entry<RecordKey, RecordChange> change : table.records().entrySet()) {
            key.record(change.getKey());
            byte[] content = change.getValue().content();
            if (content == null) {
                transaction.delete(key.bytes(), key.length());
            } else {
                value.plain(key, content);
                transaction.put(key.bytes(), key.length(), value.bytes(), value.length());
            }
        }
    }

    @Override
    public boolean isStale() {
        return false;
    }

    @Override
    public List<StorageEvent> done() {
        List<StorageEvent> events = new ArrayList<>();
        for (Part part : parts) {
            boolean isCurrent = part.replica().flushed(part.frozen());
            if (part.header().state() == ReplicaHeader.State.REMOVED) {
                part.replica().delete(part.header());
            } else if (isCurrent) {
                events.add(new StorageEvent.Flushed(part.replica().shard(), part.header().mark()));
            }
        }
        return events;
    }

    @Override
    public String toString() {
        return "flush of " + parts.stream().map(part -> part.replica().shard()).toList();
    }
}
