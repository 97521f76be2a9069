package dev.isochron.bench.jmh;

import dev.isochron.bench.harness.Workspace;
import dev.isochron.node.lmdb.LmdbSettings;
import dev.isochron.node.lmdb.LmdbStore;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Two shards and a bare LMDB with the same rows: of one shard all is stored, of the other all is
/// stored and a newer version of each row is in memory.
public final class StorageFixture implements AutoCloseable {
    static final Timestamp NOW = new Timestamp(Long.MAX_VALUE / 2);

    private static final int KEY_BYTES = 24;
    private static final int ROW_BYTES = 100;
    private static final LmdbSettings SETTINGS = new LmdbSettings(1L << 36, 1 << 20, 64);

    private final Path directory;
    private final LmdbStore store;
    private final LmdbStore other;
    private final BareLmdb bare;
    private final ReplicaStore stored;
    private final ReplicaStore recent;
    private final List<Key> shuffled = new ArrayList<>();
    private final byte[] row = new byte[ROW_BYTES];
    private double flushSeconds;

    public StorageFixture(Path parent, int rows) throws IOException {
        directory = Files.createTempDirectory(parent, "isochron-bench-storage-");
        for (int i = 0; i < rows; i++) {
            shuffled.add(key(i));
        }
        store = LmdbStore.open(directory.resolve("stored"), SETTINGS);
        other = LmdbStore.open(directory.resolve("recent"), SETTINGS);
        bare = new BareLmdb(Files.createDirectory(directory.resolve("bare")));
        bare.fill(shuffled, row);
        stored = filled(store);
        recent = filled(other);
        for (Key key : shuffled) {
            recent.put(key, new Timestamp(2), row);
        }
        Collections.shuffle(shuffled, new Random(1));
    }

    private static Key key(int i) {
        return Key.of(ByteBuffer.allocate(KEY_BYTES).putInt(0x15161718).putInt(i + 1).rewind());
    }

    private ReplicaStore filled(LmdbStore into) {
        Storage storage = Storage.open(into, 1, StorageSettings.USUAL);
        if (!(storage.admit(new ShardId(1), Span.ALL) instanceof Admission.Admitted admitted)) {
            throw new IllegalStateException("an empty store takes a replica");
        }
        ReplicaStore replica = admitted.replica();
        for (Key key : shuffled) {
            replica.put(key, new Timestamp(1), row);
        }
        replica.freeze(new byte[0]);
        long begin = System.nanoTime();
        Optional<StorageJob> job = storage.startJob();
        job.orElseThrow().write();
        job.orElseThrow().sync();
        flushSeconds = (System.nanoTime() - begin) / 1e9;
        storage.completed(job.orElseThrow());
        return replica;
    }

    BareLmdb bare() {
        return bare;
    }

    ReplicaStore stored() {
        return stored;
    }

    ReplicaStore recent() {
        return recent;
    }

    Key shuffled(int i) {
        return shuffled.get(i);
    }

    byte[] row() {
        return row;
    }

    /// How long the last of the two first flushes took, all rows in one batch, synced.
    public double flushSeconds() {
        return flushSeconds;
    }

    /// How long the same took in bare LMDB.
    public double bareFillSeconds() {
        return bare.fillSeconds();
    }

    @Override
    public void close() throws IOException {
        bare.close();
        store.close();
        other.close();
        Workspace.delete(directory);
    }
}
