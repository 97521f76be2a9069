package dev.isochron.node.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.Edit;
import dev.isochron.storage.ordered.StoreFull;
import dev.isochron.storage.ordered.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fills up and empties again: a small file system in memory, which only root can
/// mount; without that these tests are skipped and say so.
class FullDiskTest {
    private static final LmdbSettings SETTINGS = new LmdbSettings(1L << 30, 2 << 20, 16);

    @TempDir Path mountPoint;
    private boolean isMounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", mountPoint.toString());
        Assumptions.assumeTrue(isMounted, "no right to mount a file system; not tried");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (isMounted) {
            run("umount", mountPoint.toString());
        }
    }

    @Test
    void aFullDiskRefusesBatchesAndRecoversByItself() throws IOException {
        try (LmdbStore store = LmdbStore.open(mountPoint.resolve("node"), SETTINGS)) {
            commit(store, fill(0));
            assertFalse(store.figures().outOfRoom());
            Path filler = mountPoint.resolve("filler");
            fillUp(filler);

            long done = commitUntilFull(store);

            assertTrue(store.figures().outOfRoom());
            assertTrue(done > 1, "the reserve took nothing");
            assertEquals(done * 1000, store.figures().entries());
            try (View view = store.view()) {
                assertTrue(view.seek(new byte[] {0}));
            }
            assertThrows(StoreFull.class, () -> commit(store, fill(99)));

            Files.delete(filler);
            commit(store, fill(99));
            assertEquals((done + 1) * 1000, store.figures().entries());
            assertFalse(store.figures().outOfRoom());
        }
        try (LmdbStore store = LmdbStore.open(mountPoint.resolve("node"), SETTINGS)) {
            assertTrue(store.figures().entries() > 1000);
        }
    }

    /// @return how many batches there are
    private static long commitUntilFull(LmdbStore store) {
        for (int batch = 1; batch < 98; batch++) {
            try {
                commit(store, fill(batch));
            } catch (StoreFull _) {
                return batch;
            }
        }
        throw new AssertionError("a disk of 16 MiB takes everything");
    }

    private static void fillUp(Path filler) throws IOException {
        byte[] piece = new byte[64 * 1024];
        try (var out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 1000; i++) {
                out.write(piece);
            }
        } catch (IOException full) {
            return;
        }
        throw new AssertionError("a disk of 16 MiB takes 64");
    }

    private static Edit fill(int batch) {
        return txn -> {
            byte[] key = new byte[24];
            byte[] value = new byte[160];
            for (int i = 0; i < 1000; i++) {
                ByteBuffer.wrap(key).putInt(1 + batch * 1000 + i);
                txn.put(key, value);
            }
        };
    }

    private static void commit(LmdbStore store, Edit edit) {
        Commit commit = store.prepare(edit);
        commit.write();
        commit.sync();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
