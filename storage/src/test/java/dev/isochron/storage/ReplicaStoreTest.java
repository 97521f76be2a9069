package dev.isochron.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.read.StoredRecord;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a replica reads of what it applied: from memory, from the store, from both, after restarts.
class ReplicaStoreTest {
    private final MemoryStore store = new MemoryStore();
    private Storage storage = Storage.open(store, 1, StorageSettings.USUAL);
    private ReplicaStore replica = admit(1, Span.ALL);

    @Test
    void theNewestVersionAtOrBelowIsRead() {
        put("a", 10, "ten");
        put("a", 20, "twenty");
        flush();
        put("a", 30, "thirty");
        assertEquals("nothing", read("a", 9));
        assertEquals("10 ten", read("a", 10));
        assertEquals("10 ten", read("a", 19));
        assertEquals("20 twenty", read("a", 29));
        assertEquals("30 thirty", read("a", 99));
        assertEquals(new Timestamp(30), replica.newest(key("a")));
        assertEquals(Timestamp.MIN, replica.newest(key("b")));
    }

    @Test
    void keysThatArePrefixesOfOthersAreOrderedAndApart() {
        List<String> keys = List.of("", "\0", "\0\0", "\0a", "a", "a\0", "a\0\0", "a\0b", "aa");
        for (String key : keys) {
            put(key, 10, "old " + key);
            put(key, 20, "new " + key);
        }
        flush();
        assertEquals(keys, scan(Span.ALL, 30, Direction.FORWARD));
        assertEquals(keys.reversed(), scan(Span.ALL, 30, Direction.REVERSE));
        for (String key : keys) {
            assertEquals("10 old " + key, read(key, 15));
            assertEquals(List.of(key), scan(Span.point(key(key)), 30, Direction.FORWARD));
        }
    }

    /// Found by a simulated cluster: what came next in the store was read as if it were a record.
    @Test
    void aRecordThatIsNotThereIsNotFoundWhereVersionsFollow() {
        put("a", 10, "a");
        flush();
        RecordKey absent = new RecordKey((byte) 1, key("b"), new byte[] {1, 2, 3});
        assertEquals(Optional.empty(), replica.record(absent));
    }

    @Test
    void tombstonesHideRowsAndAreMet() {
        put("a", 10, "a");
        put("b", 10, "b");
        flush();
        replica.remove(key("b"), new Timestamp(20));
        assertEquals("20 gone", read("b", 25));
        Page page = page(Span.ALL, 25);
        assertEquals(1, page.rows().size());
        assertEquals(new Timestamp(20), page.met());
        flush();
        assertEquals(new Timestamp(20), page(Span.ALL, 25).met());
        assertEquals(new Timestamp(10), page(Span.ALL, 15).met());
    }

    @Test
    void aRestartGoesBackToTheMark() {
        put("a", 10, "kept");
        replica.freeze(bytes("mark 1"));
        put("a", 20, "lost");
        run();
        restart();
        assertEquals(Optional.of("mark 1"), replica.storedMark().map(ReplicaStoreTest::text));
        assertEquals("10 kept", read("a", 99));
    }

    @Test
    void readsBelowTheHorizonAreRefused() {
        put("a", 10, "ten");
        replica.raiseHorizon(new Timestamp(15));
        RequestFailed refused = assertThrows(RequestFailed.class, () -> read("a", 14));
        assertInstanceOf(BadInput.SnapshotTooOld.class, refused.failure());
        assertEquals("10 ten", read("a", 15));
        flush();
        restart();
        assertThrows(RequestFailed.class, () -> read("a", 14));
    }

    @Test
    void aFlushRemovesWhatNobodyCanRead() {
        put("a", 10, "dead");
        put("a", 20, "kept");
        put("b", 10, "dead");
        replica.remove(key("b"), new Timestamp(20));
        flush();
        assertEquals(4 + 2, store.entries().size());
        replica.raiseHorizon(new Timestamp(25));
        put("a", 30, "new");
        put("b", 30, "new");
        flush();
        assertEquals("20 kept", read("a", 25));
        assertEquals("nothing", read("b", 25));
        assertEquals(3 + 2, store.entries().size());
    }

    @Test
    void aSweepRemovesWhatNoFlushTouches() {
        for (int i = 0; i < 100; i++) {
            put("k" + i, 10, "dead");
            put("k" + i, 20, "kept");
        }
        replica.raiseHorizon(new Timestamp(30));
        flush();
        assertEquals(100 + 2, store.entries().size());
        put("x", 40, "dead");
        replica.remove(key("x"), new Timestamp(50));
        flush();
        replica.raiseHorizon(new Timestamp(60));
        flush();
        assertEquals(102 + 2, store.entries().size());
        replica.sweep();
        List<StorageEvent> events = run();
        assertEquals(List.of(new StorageEvent.Swept(replica.shard(), 2, true)), events);
        assertEquals(100 + 2, store.entries().size());
    }

    @Test
    void recordsAreReadFromMemoryAndStoreAndGoByKey() {
        replica.putRecord(record("a", 1), bytes("a1"));
        replica.putRecord(record("a", 2), bytes("a2"));
        replica.putRecord(record("b", 1), bytes("b1"));
        flush();
        replica.removeRecord(record("a", 1));
        replica.putRecord(record("c", 1), bytes("c1"));
        assertEquals(List.of("a2", "b1", "c1"), records(Span.ALL, 10));
        assertEquals(List.of("a2"), records(Span.point(key("a")), 10));
        assertEquals(List.of("a2", "b1"), records(Span.ALL, 2));
        assertEquals(Optional.empty(), replica.record(record("a", 1)).map(ReplicaStoreTest::text));
        flush();
        restart();
        assertEquals(List.of("a2", "b1", "c1"), records(Span.ALL, 10));
        assertEquals("b1", replica.record(record("b", 1)).map(ReplicaStoreTest::text).orElse(""));
    }

    @Test
    void aStoreRefusesWhatOverlaps() {
        Admission refused = storage.admit(new ShardId(2), Span.point(key("m")));
        assertInstanceOf(Admission.Overlaps.class, refused);
        put("m", 10, "left");
        flush();
        replica.remove();
        runOne();
        restart();
        assertInstanceOf(
                Admission.Overlaps.class, storage.admit(new ShardId(2), Span.point(key("m"))));
        assertEquals(List.of(new StorageEvent.Deleted(new ShardId(1))), run());
        assertInstanceOf(
                Admission.Admitted.class, storage.admit(new ShardId(2), Span.point(key("m"))));
        assertEquals(1, store.entries().size());
    }

    private ReplicaStore admit(long shard, Span span) {
        return switch (storage.admit(new ShardId(shard), span)) {
            case Admission.Admitted(ReplicaStore admitted) -> admitted;
            case Admission.Overlaps overlaps -> throw new AssertionError(overlaps);
        };
    }

    private void flush() {
        replica.freeze(bytes("mark"));
        run();
    }

    private List<StorageEvent> run() {
        List<StorageEvent> events = new ArrayList<>();
        for (Optional<StorageJob> job = storage.startJob();
                job.isPresent();
                job = storage.startJob()) {
            events.addAll(run(job.get()));
        }
        return events;
    }

    private void runOne() {
        run(storage.startJob().orElseThrow());
    }

    private List<StorageEvent> run(StorageJob job) {
        job.write();
        job.sync();
        return storage.completed(job);
    }

    private void restart() {
        storage = Storage.open(store, 1, StorageSettings.USUAL);
        replica = storage.replicas().getFirst();
    }

    private void put(String key, long at, String row) {
        replica.put(key(key), new Timestamp(at), bytes(row));
    }

    private String read(String key, long at) {
        return switch (replica.read(key(key), new Timestamp(at))) {
            case Lookup.Value(Timestamp found, byte[] row) -> found.nanos() + " " + text(row);
            case Lookup.Tombstone(Timestamp found) -> found.nanos() + " gone";
            case Lookup.Nothing() -> "nothing";
        };
    }

    private Page page(Span span, long at) {
        return replica.scan(span, new Timestamp(at), Direction.FORWARD, ScanLimits.USUAL);
    }

    /// Row by row, so that each page goes on where the one before ended.
    private List<String> scan(Span span, long at, Direction direction) {
        List<String> keys = new ArrayList<>();
        Optional<Span> rest = Optional.of(span);
        while (rest.isPresent()) {
            Page page =
                    replica.scan(
                            rest.get(),
                            new Timestamp(at),
                            direction,
                            new ScanLimits(1, 1 << 20, 1000));
            page.rows().forEach(row -> keys.add(text(row.key().toBytes())));
            rest = page.rest();
        }
        return keys;
    }

    private List<String> records(Span span, int limit) {
        List<String> contents = new ArrayList<>();
        for (StoredRecord record : replica.records((byte) 7, span, limit).records()) {
            contents.add(text(record.content()));
        }
        return contents;
    }

    private static RecordKey record(String key, int suffix) {
        return new RecordKey((byte) 7, key(key), new byte[] {(byte) suffix});
    }

    private static Key key(String text) {
        return Key.of(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
