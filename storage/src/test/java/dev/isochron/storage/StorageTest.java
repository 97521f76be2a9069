package dev.isochron.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.Edit;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.StoreRefused.Reason;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.snapshot.ChunkRefused;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a store refuses when it is opened, what it takes, and when it asks for a flush.
class StorageTest {
    private static final StorageSettings SMALL = new StorageSettings(2000, 5000, 10, 10);

    private final MemoryStore store = new MemoryStore();
    private Storage replicaStorage = Storage.open(new MemoryStore(), 1, SMALL);

    @Test
    void anotherFormatIsRefused() {
        StoredKey key = new StoredKey().format();
        StoredValue value = new StoredValue().plain(key, "isochron storage 3".getBytes(US_ASCII));
        byte[] newer = Arrays.copyOf(value.bytes(), value.length());
        commit(txn -> txn.put(key.copy(), newer));
        assertEquals(Reason.NEWER_FORMAT, refusal());
    }

    @Test
    void aStoreOfSomebodyElseIsRefused() {
        commit(txn -> txn.put(new byte[] {'x'}, new byte[] {1}));
        assertEquals(Reason.DAMAGED, refusal());
    }

    @Test
    void aDamagedHeaderIsRefused() {
        ReplicaStore replica = admit(open());
        replica.freeze(new byte[] {1, 2, 3});
        run(replicaStorage);
        assertEquals(2, store.entries().size());
        byte[] header = store.entries().lastEntry().getValue();
        header[header.length - 1] ^= 1;
        assertEquals(Reason.DAMAGED, refusal());
    }

    @Test
    void keysThatDoNotFitAreRefusedBeforeAnythingIsChanged() {
        byte[] zeros = new byte[242];
        assertTrue(ReplicaStore.fits(Key.of(Arrays.copyOf(zeros, 241))));
        assertFalse(ReplicaStore.fits(Key.of(zeros)));
        byte[] longest = new byte[Key.MAX_BYTES];
        Arrays.fill(longest, (byte) 1);
        assertTrue(ReplicaStore.fits(Key.of(longest)));
        ReplicaStore replica = admit(open());
        assertThrows(
                KeyTooLong.class,
                () -> replica.put(Key.of(zeros), new Timestamp(1), new byte[] {1}));
        assertEquals(0, replica.activeBytes());
        replica.put(Key.of(longest), new Timestamp(1), new byte[] {1});
        replica.freeze(new byte[0]);
        run(replicaStorage);
        assertEquals(
                Lookup.Value.class, replica.read(Key.of(longest), new Timestamp(1)).getClass());
    }

    @Test
    void versionsOfAKeyRise() {
        ReplicaStore replica = admit(open());
        Key key = Key.of((byte) 7);
        replica.put(key, new Timestamp(10), new byte[] {1});
        assertThrows(
                InvariantViolation.class, () -> replica.put(key, new Timestamp(9), new byte[] {2}));
    }

    @Test
    void growingTablesAskForAFlushAndThenSlowWritersDown() {
        Storage storage = open();
        ReplicaStore replica = admit(storage);
        assertEquals(Pressure.CALM, storage.pressure());
        replica.put(Key.of((byte) 1), new Timestamp(1), new byte[2000]);
        assertEquals(Pressure.FLUSH, storage.pressure());
        replica.freeze(new byte[0]);
        assertEquals(Pressure.FLUSH, storage.pressure());
        replica.put(Key.of((byte) 1), new Timestamp(2), new byte[3000]);
        assertEquals(Pressure.STALL, storage.pressure());
        run(storage);
        assertEquals(Pressure.FLUSH, storage.pressure());
    }

    @Test
    void oneFlushTakesAllThatIsFrozen() {
        Storage storage = open();
        ReplicaStore left = admit(storage);
        byte[] mark = new byte[0];
        ReplicaStore right = left.split(Key.of((byte) 100), new ShardId(2), mark, mark);
        left.put(Key.of((byte) 1), new Timestamp(1), new byte[] {1});
        left.freeze(new byte[] {1});
        assertTrue(storage.startJob().isEmpty(), "half a split was flushed");
        right.freeze(new byte[] {2});
        StorageJob job = storage.startJob().orElseThrow();
        job.write();
        job.sync();
        List<ShardId> flushed = storage.completed(job).stream().map(StorageEvent::shard).toList();
        assertEquals(List.of(new ShardId(1), new ShardId(2)), flushed);
    }

    @Test
    void aMergeIsOneBatchAndMovesNothing() {
        Storage storage = open();
        ReplicaStore left = admit(storage);
        Key key = Key.of((byte) 120);
        left.put(key, new Timestamp(1), new byte[] {1});
        ReplicaStore right =
                left.split(Key.of((byte) 100), new ShardId(2), new byte[0], new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> left.merge(right));
        left.freeze(new byte[] {1});
        right.freeze(new byte[] {2});
        run(storage);
        right.raiseHorizon(new Timestamp(1));
        left.merge(right);
        assertEquals(Span.ALL, left.span());
        assertEquals(new Timestamp(1), left.read(key, new Timestamp(5)).met());
        assertEquals(2, open().replicas().size());
        left.freeze(new byte[] {3});
        run(storage);
        Storage after = open();
        assertEquals(1, after.replicas().size());
        assertEquals(Span.ALL, after.replicas().getFirst().span());
        assertEquals(
                new Timestamp(1), after.replicas().getFirst().read(key, new Timestamp(5)).met());
    }

    @Test
    void aSnapshotOfMoreThanTheReplicaHadIsTakenOnceNobodyElseHasIt() {
        Storage storage = open();
        ReplicaStore left = admit(storage);
        Key border = Key.of((byte) 100);
        ReplicaStore right = left.split(border, new ShardId(2), new byte[0], new byte[0]);
        left.freeze(new byte[] {1});
        right.freeze(new byte[] {2});
        run(storage);
        assertThrows(ChunkRefused.class, () -> left.beginInstall(Span.ALL));
        right.remove();
        assertThrows(ChunkRefused.class, () -> left.beginInstall(Span.ALL));
        while (storage.replica(new ShardId(2)).isPresent()) {
            run(storage);
        }
        assertThrows(ChunkRefused.class, () -> left.beginInstall(Span.from(Key.of((byte) 1))));
        left.beginInstall(Span.ALL);
        assertEquals(Span.ALL, left.span());
    }

    private Storage open() {
        replicaStorage = Storage.open(store, 1, SMALL);
        return replicaStorage;
    }

    private static ReplicaStore admit(Storage storage) {
        if (storage.admit(new ShardId(1), Span.ALL)
                instanceof Admission.Admitted(ReplicaStore one)) {
            return one;
        }
        throw new AssertionError("an empty store takes a replica");
    }

    private static void run(Storage storage) {
        StorageJob job = storage.startJob().orElseThrow();
        job.write();
        job.sync();
        storage.completed(job);
    }

    private Reason refusal() {
        return assertThrows(StoreRefused.class, this::open).reason();
    }

    private void commit(Edit edit) {
        Commit commit = store.prepare(edit);
        commit.write();
        commit.sync();
    }
}
