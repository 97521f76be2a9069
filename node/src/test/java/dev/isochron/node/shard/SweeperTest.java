package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Operator;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageEvent;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What nobody can read any more goes, also where no later write comes by.
class SweeperTest {

    private static final ShardId SHARD = new ShardId(1);
    private static final Duration RETENTION = Duration.ofNanos(100);

    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final Storage storage =
            Storage.open(new MemoryStore(), 1, new StorageSettings(1 << 20, 2 << 20, 100, 50));
    private final StoreKeeper keeper =
            new StoreKeeper(storage, new Disk(), new Turns(), new Nobody());
    private final ReplicaStore store =
            ((Admission.Admitted) storage.admit(SHARD, Span.ALL)).replica();
    private final Sweeper sweeper = new Sweeper(store, keeper, RETENTION);
    private long removed;
    private int rounds;

    SweeperTest() {
        keeper.listen(SHARD, this::onEvent);
    }

    private void onEvent(StorageEvent event) {
        switch (event) {
            case StorageEvent.Flushed _ -> sweeper.flushed();
            case StorageEvent.Swept(_, long deleted, boolean isRound) -> {
                removed += deleted;
                rounds += isRound ? 1 : 0;
                sweeper.swept(isRound);
            }
            case StorageEvent.ReadyToLoad _,
                    StorageEvent.Loaded _,
                    StorageEvent.Installed _,
                    StorageEvent.Deleted _,
                    StorageEvent.Damaged _ -> {}
        }
    }

    private final class Disk implements DiskWorker {
        @Override
        public void submit(Job job, Consumer<Optional<RuntimeException>> done) {
            later.add(() -> {
                job.write();
                job.sync();
                done.accept(Optional.empty());
            });
        }
    }

    /// Timers are due at once.
    private final class Turns implements Loop {
        @Override
        public void execute(Runnable task) {
            later.add(task);
        }

        @Override
        public Cancel at(long uptimeNanos, Runnable task) {
            later.add(task);
            return () -> later.remove(task);
        }

        @Override
        public long uptimeNanos() {
            return 0;
        }
    }

    private static final class Nobody implements Operator {
        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {
            throw new IllegalStateException(message);
        }
    }

    private void flush(long horizon) {
        store.raiseHorizon(new Timestamp(horizon));
        store.freeze(new byte[] {1});
        keeper.kick();
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    private static Key key(int row) {
        return Key.ofHex("%08x".formatted(row));
    }

    @Test
    void deletedRowsGoOnceNobodyCanReadThem() {
        int rows = 300;
        for (int i = 0; i < rows; i++) {
            store.put(key(i), new Timestamp(200), new byte[] {7});
        }
        flush(150);
        for (int i = 0; i < rows; i++) {
            store.remove(key(i), new Timestamp(210));
        }
        flush(160);
        assertTrue(rounds >= 1, "the first horizon after a start is reason enough");
        int before = rounds;
        removed = 0;
        flush(220);
        assertEquals(before, rounds, "not again so soon");
        flush(260);
        assertEquals(before + 1, rounds);
        assertTrue(removed >= rows, "tombstones, and what lay under them: " + removed);
    }
}
