package dev.isochron.storage;

import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.ordered.Transaction;
import dev.isochron.storage.snapshot.Chunk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Loads one chunk of a snapshot. The last one makes the replica live in the same batch.
final class LoadWork implements Work {
    private final ReplicaStore replica;
    private final Chunk chunk;
    private final int epoch;

    LoadWork(ReplicaStore replica, Chunk chunk) {
        this.replica = replica;
        this.chunk = chunk;
        this.epoch = replica.epoch();
    }

    @Override
    public boolean concerns(ReplicaStore other) {
        return replica == other;
    }

    @Override
    public void apply(Transaction transaction) {
        ByteBuffer entries = chunk.entries().duplicate();
        while (entries.hasRemaining()) {
            Chunk.Entry entry = Chunk.next(entries);
            transaction.put(entry.key(), entry.value());
        }
        chunk.ending().ifPresent(ending -> HeaderWork.write(transaction, replica, ending.header()));
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
        Optional<ReplicaHeader> header = chunk.ending().map(Chunk.Ending::header);
        if (header.isEmpty()) {
            replica.loaded();
            return List.of(new StorageEvent.Loaded(replica.shard(), chunk.sequence()));
        }
        replica.installed(header.get());
        return List.of(new StorageEvent.Installed(replica.shard(), header.get().mark()));
    }

    @Override
    public String toString() {
        return "chunk " + chunk.sequence() + " for " + replica.shard();
    }
}
