package dev.isochron.storage;

import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Transaction;
import java.util.List;

/// Makes durable what is to become of a replica, before anything is done to what it has stored.
final class HeaderWork implements Work {
    private final ReplicaStore replica;
    private final ReplicaHeader header;
    private final List<ShardId> takenIn;
    private final int epoch;

    /// @param takenIn replicas whose keys it took over, and of which the store knows no more
    HeaderWork(ReplicaStore replica, ReplicaHeader header, List<ShardId> takenIn) {
        this.replica = replica;
        this.header = header;
        this.takenIn = takenIn;
        this.epoch = replica.epoch();
    }

    @Override
    public boolean concerns(ReplicaStore other) {
        return replica == other;
    }

    @Override
    public void apply(Transaction transaction) {
        write(transaction, replica, header);
        forget(transaction, takenIn);
    }

    /// Takes away what the store says of replicas that another one took in.
    static void forget(Transaction transaction, List<ShardId> takenIn) {
        for (ShardId gone : takenIn) {
            StoredKey key = new StoredKey().header(gone);
            transaction.delete(key.bytes(), key.length());
        }
    }

    static void write(Transaction transaction, ReplicaStore replica, ReplicaHeader header) {
        StoredKey key = new StoredKey().header(replica.shard());
        StoredValue value = new StoredValue().plain(key, header.toBytes());
        transaction.put(key.bytes(), key.length(), value.bytes(), value.length());
    }

    @Override
    public boolean isStale() {
        return epoch != replica.epoch();
    }

    @Override
    public List<StorageEvent> done() {
        replica.stored(header, takenIn);
        return List.of();
    }

    @Override
    public String toString() {
        return "mark of " + replica.shard() + " as " + header.state();
    }
}
