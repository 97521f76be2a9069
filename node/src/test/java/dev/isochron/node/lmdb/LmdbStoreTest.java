package dev.isochron.node.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.OrderedStoreContract;
import dev.isochron.storage.ordered.StoreFull;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.StoreRefused.Reason;
import dev.isochron.storage.ordered.View;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LMDB as an ordered store: the contract, and what only a real file and a real map can do wrong.
class LmdbStoreTest extends OrderedStoreContract {
    private static final LmdbSettings SMALL = new LmdbSettings(1 << 20, 1 << 20, 1024);

    @TempDir Path directory;
    private final List<LmdbStore> opened = new ArrayList<>();

    @Override
    protected OrderedStore store() {
        return open(SMALL);
    }

    @AfterEach
    void close() {
        opened.forEach(LmdbStore::close);
    }

    @Test
    void whatIsCommittedIsThereAfterReopening() {
        commit(open(SMALL), txn -> put(txn, "a", "1"));
        close();
        opened.clear();
        assertEquals(List.of("a=1"), all(open(SMALL)));
    }

    @Test
    void anEnvironmentIsNeverOpenedTwice() {
        open(SMALL);
        assertEquals(Reason.IN_USE, refusal());
    }

    @Test
    void theMapGrowsByItself() {
        LmdbStore store = open(SMALL);
        fill(store, 0, 20);
        assertEquals(20 * 1000, store.figures().entries());
        assertTrue(store.figures().mapBytes() > 1 << 20, "map: " + store.figures().mapBytes());
        fill(store, 20, 40);
        assertEquals(40 * 1000, store.figures().entries());
    }

    @Test
    void theMapDoesNotGrowUnderSomebodyWhoReads() {
        LmdbStore store = open(SMALL);
        View reading = store.view();
        assertThrows(StoreFull.class, () -> fill(store, 0, 20));
        long before = store.figures().entries();
        reading.close();
        fill(store, 100, 120);
        assertEquals(before + 20 * 1000, store.figures().entries());
    }

    @Test
    void aThousandVirtualThreadsReadAtOnce() throws InterruptedException, ExecutionException {
        LmdbStore store = open(SMALL);
        commit(store, txn -> put(txn, "a", "1"));
        int count = 1000;
        CountDownLatch allOpen = new CountDownLatch(count);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> reads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                reads.add(
                        threads.submit(() -> {
                            try (View view = store.view()) {
                                allOpen.countDown();
                                allOpen.await();
                                return view.seek(bytes("a"));
                            }
                        }));
            }
            for (Future<Boolean> read : reads) {
                assertTrue(read.get());
            }
        }
        assertEquals(0, store.figures().openViews());
    }

    @Test
    void deletedRoomIsUsedAgainWhileOthersReadShortly() {
        LmdbStore store = open(SMALL);
        fill(store, 0, 4);
        long first = store.figures().fileBytes();
        for (int round = 0; round < 30; round++) {
            try (View view = store.view()) {
                assertTrue(view.seek(new byte[] {0}));
            }
            fill(store, 0, 4);
        }
        assertTrue(
                store.figures().fileBytes() < 4 * first,
                first + " bytes became " + store.figures().fileBytes());
    }

    @Test
    void aTruncatedFileIsRefusedBeforeItIsMapped() throws IOException {
        LmdbStore store = open(SMALL);
        fill(store, 0, 5);
        long used = store.figures().fileBytes();
        close();
        opened.clear();
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            file.setLength(used - 4096);
        }
        assertEquals(Reason.TRUNCATED, refusal());
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            file.setLength(0);
        }
        assertEquals(Reason.TRUNCATED, refusal());
    }

    @Test
    void holesBehindTheLastPageMayBeCutOff() throws IOException {
        LmdbStore store = open(SMALL);
        fill(store, 0, 5);
        long used = store.figures().fileBytes();
        close();
        opened.clear();
        try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
            file.setLength(used);
        }
        assertEquals(5 * 1000, open(SMALL).figures().entries());
    }

    @Test
    void damageOfEitherFirstPageIsRefused() throws IOException {
        for (int page = 0; page < 2; page++) {
            LmdbStore store = open(SMALL);
            commit(store, txn -> put(txn, "a", "1"));
            close();
            opened.clear();
            byte[] whole = new byte[64];
            try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
                file.seek(page * 4096L);
                file.readFully(whole);
                file.seek(page * 4096L);
                file.write(new byte[64]);
            }
            assertEquals(Reason.DAMAGED, refusal());
            try (RandomAccessFile file = new RandomAccessFile(data().toFile(), "rw")) {
                file.seek(page * 4096L);
                file.write(whole);
            }
        }
    }

    private LmdbStore open(LmdbSettings settings) {
        LmdbStore store = LmdbStore.open(directory, settings);
        opened.add(store);
        return store;
    }

    private Reason refusal() {
        return assertThrows(StoreRefused.class, () -> open(SMALL)).reason();
    }

    private Path data() {
        return directory.resolve("lmdb").resolve("data.mdb");
    }

    /// Batches of a thousand entries, of about 200 bytes each.
    private static void fill(OrderedStore store, int from, int to) {
        for (int batch = from; batch < to; batch++) {
            int first = batch * 1000;
            Commit commit =
                    store.prepare(txn -> {
                        byte[] key = new byte[24];
                        byte[] value = new byte[160];
                        for (int i = first; i < first + 1000; i++) {
                            ByteBuffer.wrap(key).putInt(1 + i);
                            txn.put(key, value);
                        }
                    });
            commit.write();
            commit.sync();
        }
    }
}
