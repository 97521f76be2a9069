package dev.isochron.bench.large;

import dev.isochron.bench.harness.Child;
import dev.isochron.node.lmdb.LmdbSettings;
import dev.isochron.node.lmdb.LmdbStore;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.Admission;
import dev.isochron.storage.Pressure;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageEvent;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.StoreFigures;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.read.VersionedRow;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The process that owns the storage. Its mark is how many rows and updates were applied before;
/// whoever starts it after a crash has it apply the rest again, as a log would.
final class LargeStore implements Child.Service {

    private static final ShardId SHARD = new ShardId(1);

    /// Rows come into being at 1, and update number `u` is committed at `UPDATES + u`.
    private static final Timestamp LOADED = new Timestamp(1);

    private static final long UPDATES = 1_000;
    private static final Timestamp NOW = new Timestamp(Long.MAX_VALUE / 2);

    /// Small, so that it must be doubled several times on the way.
    private static final LmdbSettings LMDB = new LmdbSettings(256L << 20, 1 << 20, 64);

    private final LargeRows rows;
    private final LmdbStore store;
    private final Storage storage;
    private final ReplicaStore replica;

    /// @param small a heap for which tables are flushed, however large the real one is
    private LargeStore(Path directory, LargeRows rows, long small) {
        this.rows = rows;
        this.store = LmdbStore.open(directory, LMDB);
        long heap = Math.min(small, Runtime.getRuntime().maxMemory());
        this.storage = Storage.open(store, 1, StorageSettings.forHeap(heap));
        this.replica = storage.replica(SHARD).orElseGet(this::admitted);
    }

    private ReplicaStore admitted() {
        if (!(storage.admit(SHARD, Span.ALL) instanceof Admission.Admitted(ReplicaStore fresh))) {
            throw new IllegalStateException("an empty store takes a replica");
        }
        return fresh;
    }

    /// The process; its arguments are the directory, the number of rows, and a bound for the heap.
    public static void main(String[] args) {
        LargeRows rows = new LargeRows(Long.parseLong(args[1]));
        Child.run(() -> new LargeStore(Path.of(args[0]), rows, Long.parseLong(args[2])));
    }

    /// How much of what was applied is durable.
    @Override
    public String greeting() {
        return Long.toString(
                replica.storedMark().map(mark -> ByteBuffer.wrap(mark).getLong()).orElse(0L));
    }

    /// `apply FROM UNTIL`, `read COUNT UPDATES`, `scan ROWS UPDATES`, `before COUNT`, `flush MARK`,
    /// `forget MARK`, `sweep`, `figures`.
    @Override
    public String answer(List<String> order) {
        return switch (order.getFirst()) {
            case "apply" -> apply(number(order, 1), number(order, 2));
            case "read" -> read(number(order, 1), number(order, 2));
            case "scan" -> scan(number(order, 1), number(order, 2));
            case "before" -> before(number(order, 1));
            case "flush" -> flush(number(order, 1));
            case "forget" -> forget(number(order, 1));
            case "sweep" -> sweep();
            case "figures" -> figures();
            default -> throw new IllegalArgumentException("no order " + order);
        };
    }

    private static long number(List<String> order, int place) {
        return Long.parseLong(order.get(place));
    }

    /// First the rows, in the order of their keys, then the updates; flushes whenever it is time.
    private String apply(long from, long until) {
        for (long at = from; at < until; at++) {
            if (at < rows.count()) {
                replica.put(LargeRows.key(at), LOADED, LargeRows.content(at, false));
            } else {
                long update = at - rows.count();
                long row = rows.updated(update);
                Timestamp commit = new Timestamp(UPDATES + update);
                replica.put(LargeRows.key(row), commit, LargeRows.content(row, true));
            }
            if (storage.pressure() != Pressure.CALM) {
                flush(at + 1);
            }
        }
        return "";
    }

    private String flush(long mark) {
        replica.freeze(ByteBuffer.allocate(Long.BYTES).putLong(mark).array());
        runJobs();
        return "";
    }

    /// @return what became of the last one
    private List<StorageEvent> runJobs() {
        List<StorageEvent> events = List.of();
        for (Optional<StorageJob> job = storage.startJob();
                job.isPresent();
                job = storage.startJob()) {
            job.get().write();
            job.get().sync();
            events = storage.completed(job.get());
        }
        return events;
    }

    private String read(long count, long updates) {
        SplittableRandom chance = new SplittableRandom(count);
        for (long i = 0; i < count; i++) {
            long row = chance.nextLong(rows.count());
            LargeRows.require(found(row, NOW), row, rows.isUpdated(row, updates));
        }
        return "";
    }

    private byte[] found(long row, Timestamp at) {
        if (replica.read(LargeRows.key(row), at) instanceof Lookup.Value(_, byte[] content)) {
            return content;
        }
        throw new IllegalStateException("row %d is not there".formatted(row));
    }

    /// Rows from a third of the keys on, page by page.
    private String scan(long count, long updates) {
        long row = rows.count() / 3;
        long end = Math.min(rows.count(), row + count);
        Span rest = new Span(LargeRows.key(row), Optional.of(LargeRows.key(end)));
        for (Optional<Span> next = Optional.of(rest); next.isPresent(); ) {
            Page page = replica.scan(next.get(), NOW, Direction.FORWARD, ScanLimits.USUAL);
            for (VersionedRow each : page.rows()) {
                LargeRows.require(each.row(), row, rows.isUpdated(row, updates));
                row++;
            }
            next = page.rest();
        }
        if (row != end) {
            throw new IllegalStateException("a scan ended at row %d of %d".formatted(row, end));
        }
        return "";
    }

    /// Updated rows as they were when they were loaded.
    private String before(long count) {
        for (long update = 0; update < count; update++) {
            long row = rows.updated(update);
            LargeRows.require(found(row, LOADED), row, false);
        }
        return "";
    }

    /// From now on only the newest versions may be read.
    private String forget(long mark) {
        replica.raiseHorizon(NOW);
        flush(mark);
        try {
            replica.read(LargeRows.key(0), LOADED);
        } catch (RequestFailed refused) {
            if (refused.failure() instanceof BadInput.SnapshotTooOld) {
                return "";
            }
            throw refused;
        }
        throw new IllegalStateException("what is below the horizon was read");
    }

    /// One round over all keys; tells how many versions went.
    private String sweep() {
        long deleted = 0;
        while (true) {
            replica.sweep();
            if (!(runJobs().getFirst() instanceof StorageEvent.Swept swept)) {
                throw new IllegalStateException("a sweep found damage: " + replica.damage());
            }
            deleted += swept.deleted();
            if (swept.isRound()) {
                return Long.toString(deleted);
            }
        }
    }

    private String figures() {
        StoreFigures figures = store.figures();
        return "%d %d %d".formatted(figures.entries(), figures.fileBytes(), figures.mapBytes());
    }

    @Override
    public void close() {
        store.close();
    }
}
