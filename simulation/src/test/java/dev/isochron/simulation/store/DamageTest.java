package dev.isochron.simulation.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.snapshot.Export;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A flipped bit is an error that names the row, wherever it is read; never another row.
class DamageTest {
    private static final Timestamp NOW = new Timestamp(100);
    private static final int ROWS = 50;

    @Test
    void everyFlippedBitOfAValueIsFound() {
        int found = 0;
        for (int seed = 0; seed < 300; seed++) {
            CrashStore store = new CrashStore(new Generator(seed));
            fill(store);
            assertTrue(store.flipBit());
            found += readAll(store);
        }
        assertEquals(300, found);
    }

    /// @return 1 if the damage was met
    private static int readAll(CrashStore store) {
        ReplicaStore replica;
        try {
            replica = Storage.open(store, 1, StorageSettings.USUAL).replicas().getFirst();
        } catch (StoreRefused refused) {
            return 1;
        }
        int damaged = 0;
        for (int i = 0; i < ROWS; i++) {
            try {
                Lookup.Value row = (Lookup.Value) replica.read(key(i), NOW);
                assertEquals("row " + i, new String(row.row(), UTF_8));
            } catch (RequestFailed failed) {
                assertInstanceOf(Unavailable.DamagedRow.class, failed.failure());
                damaged++;
            }
        }
        if (damaged > 0) {
            assertTrue(
                    fails(() ->
                            replica.scan(
                                    Span.ALL,
                                    NOW,
                                    Direction.FORWARD,
                                    new ScanLimits(99, 1 << 20, 999))));
            assertTrue(fails(() -> export(replica)));
        }
        return damaged;
    }

    private static void export(ReplicaStore replica) {
        try (Export export = replica.export().orElseThrow()) {
            Optional<byte[]> chunk = export.next(1024);
            while (chunk.isPresent()) {
                chunk = export.next(1024);
            }
        }
    }

    private static boolean fails(Runnable read) {
        try {
            read.run();
            return false;
        } catch (RequestFailed failed) {
            return failed.failure() instanceof Unavailable.DamagedRow;
        }
    }

    private static void fill(CrashStore store) {
        Storage storage = Storage.open(store, 1, StorageSettings.USUAL);
        if (storage.admit(new ShardId(1), Span.ALL)
                instanceof Admission.Admitted(ReplicaStore replica)) {
            for (int i = 0; i < ROWS; i++) {
                replica.put(key(i), new Timestamp(10), ("row " + i).getBytes(UTF_8));
            }
            replica.freeze(new byte[] {1});
        }
        StorageJob job = storage.startJob().orElseThrow();
        job.write();
        job.sync();
        storage.completed(job);
    }

    private static Key key(int i) {
        return Key.of((byte) 1, (byte) i);
    }
}
