package dev.isochron.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.snapshot.ChunkRefused;
import dev.isochron.storage.snapshot.Export;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Attack 17 by hand: chunks of two exports that look alike in everything but their mark.
class SnapshotTest {
    private static final int ROWS = 100;

    private final Storage source = storage();
    private final ReplicaStore original = admit(source);
    private final Storage target = storage();
    private final ReplicaStore copy = admit(target);

    @Test
    void aSnapshotIsCopied() {
        List<byte[]> chunks = export(1);
        assertTrue(chunks.size() >= 3, "only " + chunks.size() + " chunks");
        begin();
        for (byte[] chunk : chunks) {
            copy.load(chunk);
            run(target);
        }
        assertEquals(ReplicaStore.State.LIVE, copy.state());
        for (int i = 0; i < ROWS; i++) {
            Lookup.Value row = (Lookup.Value) copy.read(key(i), new Timestamp(1));
            assertEquals(1, row.row()[0]);
        }
    }

    @Test
    void chunksOfTwoExportsAreNotMixed() {
        List<byte[]> first = export(1);
        List<byte[]> second = export(2);
        assertEquals(first.size(), second.size());
        begin();
        copy.load(first.getFirst());
        run(target);
        assertThrows(ChunkRefused.class, () -> copy.load(second.get(1)));
        assertThrows(ChunkRefused.class, () -> copy.load(first.get(2)));
        assertThrows(ChunkRefused.class, () -> copy.load(first.get(0)));
        copy.load(first.get(1));
    }

    @Test
    void nothingIsLoadedBeforeItsTurn() {
        List<byte[]> chunks = export(1);
        assertThrows(IllegalStateException.class, () -> copy.load(chunks.getFirst()));
        copy.beginInstall(Span.ALL);
        assertThrows(IllegalStateException.class, () -> copy.load(chunks.getFirst()));
        run(target);
        copy.load(chunks.getFirst());
        assertThrows(IllegalStateException.class, () -> copy.load(chunks.get(1)));
    }

    private void begin() {
        copy.beginInstall(Span.ALL);
        run(target);
    }

    /// The state in which every row's only version is at this time and of this value.
    private List<byte[]> export(int value) {
        for (int i = 0; i < ROWS; i++) {
            original.put(key(i), new Timestamp(value), new byte[] {(byte) value, 0, 0, 0});
        }
        original.raiseHorizon(new Timestamp(value));
        original.freeze(new byte[] {(byte) value});
        run(source);
        List<byte[]> chunks = new ArrayList<>();
        try (Export export = original.export().orElseThrow()) {
            Optional<byte[]> chunk = export.next(Export.LEAST_CHUNK);
            while (chunk.isPresent()) {
                chunks.add(chunk.get());
                chunk = export.next(Export.LEAST_CHUNK);
            }
        }
        return chunks;
    }

    private static Key key(int i) {
        return Key.of((byte) 1, (byte) i);
    }

    private static Storage storage() {
        return Storage.open(new MemoryStore(), 1, StorageSettings.USUAL);
    }

    private static ReplicaStore admit(Storage storage) {
        if (storage.admit(new ShardId(1), Span.ALL)
                instanceof Admission.Admitted(ReplicaStore one)) {
            return one;
        }
        throw new AssertionError("an empty store takes a replica");
    }

    private static void run(Storage storage) {
        Optional<StorageJob> next = storage.startJob();
        while (next.isPresent()) {
            next.get().write();
            next.get().sync();
            storage.completed(next.get());
            next = storage.startJob();
        }
    }
}
