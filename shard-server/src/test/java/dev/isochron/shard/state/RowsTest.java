package dev.isochron.shard.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.read.Lookup;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Writers of disjoint columns may commit in any order, and every snapshot shows what a serial
/// history shows.
class RowsTest {
    private static final Key KEY = Key.of((byte) 1);
    private static final int COLUMNS = 3;

    private final ReplicaStore store = store();
    private final Rows rows = new Rows(store, 0, ShardRules.all());

    private static ReplicaStore store() {
        Storage storage = Storage.open(new MemoryStore(), 1, StorageSettings.USUAL);
        if (storage.admit(new ShardId(1), Span.ALL) instanceof Admission.Admitted(var admitted)) {
            return admitted;
        }
        throw new IllegalStateException("an empty store takes a replica");
    }

    private static TxnId txn(long number) {
        return new TxnId(Timestamp.MIN, 1, number);
    }

    private static Timestamp at(long nanos) {
        return new Timestamp(nanos);
    }

    private static Write put(Map<Integer, Long> cells) {
        return new Write.Put(KEY, row(cells), Expectation.ANYTHING);
    }

    private static Write patch(int column, long value) {
        ColumnSet columns = ColumnSet.of(List.of(new ColumnId(column)));
        return new Write.Patch(KEY, columns, row(Map.of(column, value)));
    }

    private static Bytes row(Map<Integer, Long> cells) {
        RowBuilder builder = new RowBuilder(SchemaVersion.FIRST);
        cells.forEach((column, value) -> builder.set(new ColumnId(column), Value.of(value)));
        return Bytes.of(builder.build().toBytes());
    }

    private Optional<Map<Integer, Long>> read(long t) {
        return store.read(KEY, at(t)) instanceof Lookup.Value(_, byte[] bytes)
                ? Optional.of(cells(bytes))
                : Optional.empty();
    }

    private static Map<Integer, Long> cells(byte[] bytes) {
        Row row = Row.parse(bytes);
        Map<Integer, Long> cells = new TreeMap<>();
        for (int column = 1; column <= COLUMNS; column++) {
            int place = row.placeOf(new ColumnId(column));
            if (place >= 0) {
                cells.put(column, row.longAt(place));
            }
        }
        return cells;
    }

    @Test
    void aWriteIsLateWhileAnotherMayCommitBelowIt() {
        rows.commit(txn(1), at(50), List.of(put(Map.of(1, 1L, 2, 1L))));
        List<Write> first = List.of(patch(1, 2));
        rows.prepare(txn(2), at(90), first);
        rows.commit(txn(3), at(150), List.of(patch(2, 3)));

        assertEquals(1, rows.late());
        assertEquals(Optional.of(Map.of(1, 1L, 2, 1L)), read(200));
        assertEquals(Optional.of(Map.of(1, 1L, 2, 3L)), newest());
        assertEquals(at(90), rows.prepared().floorOn(KEY));

        rows.resolve(txn(2), first, Optional.of(at(100)));
        assertEquals(0, rows.late());
        assertEquals(Optional.of(Map.of(1, 2L, 2, 1L)), read(149));
        assertEquals(Optional.of(Map.of(1, 2L, 2, 3L)), read(150));
    }

    private Optional<Map<Integer, Long>> newest() {
        return rows.newest(KEY).row().map(bytes -> cells(bytes.toBytes()));
    }

    @Test
    void withoutDelayVersionsWouldComeOutOfOrder() {
        Rows hasty = new Rows(store, 0, ShardRules.allBut(ShardRule.DELAY_LATE_WRITES));
        hasty.commit(txn(1), at(50), List.of(put(Map.of(1, 1L))));
        hasty.prepare(txn(2), at(90), List.of(patch(1, 2)));
        hasty.commit(txn(3), at(150), List.of(patch(2, 3)));
        assertThrows(
                RuntimeException.class,
                () -> hasty.resolve(txn(2), List.of(patch(1, 2)), Optional.of(at(100))));
    }

    @Test
    void anAbortLetsWhatWasLateThrough() {
        rows.commit(txn(1), at(50), List.of(put(Map.of(1, 1L))));
        rows.prepare(txn(2), at(90), List.of(patch(1, 2)));
        rows.commit(txn(3), at(150), List.of(patch(2, 3)));
        rows.resolve(txn(2), List.of(patch(1, 2)), Optional.empty());
        assertEquals(Optional.of(Map.of(1, 1L, 2, 3L)), read(150));
    }

    @Test
    void aPatchOfWhatIsNotThereOrIsNoRowChangesNothing() {
        rows.commit(txn(1), at(50), List.of(patch(1, 2)));
        assertEquals(Optional.empty(), read(60));
        Write odd = new Write.Put(KEY, Bytes.of((byte) 1), Expectation.ANYTHING);
        rows.commit(txn(2), at(70), List.of(odd));
        rows.commit(txn(3), at(80), List.of(patch(1, 2)));
        assertEquals(at(70), store.newest(KEY));
    }

    /// Random writers, each of one column, prepared or not, against a serial history.
    @Test
    void anyOrderOfDisjointWritersIsSerial() {
        for (long seed = 0; seed < 300; seed++) {
            new Race(seed).run();
        }
    }

    private static final class Race {
        private final SplittableRandom chance;
        private final RowsTest test = new RowsTest();
        private final Map<Integer, Prepared> open = new LinkedHashMap<>();
        private final List<Done> done = new ArrayList<>();
        private long given = 100;

        private record Prepared(TxnId txn, long floor, List<Write> writes) {}

        private record Done(long at, int column, long value) {}

        Race(long seed) {
            chance = new SplittableRandom(seed);
        }

        void run() {
            test.rows.commit(txn(0), at(100), List.of(put(Map.of(1, 0L, 2, 0L, 3, 0L))));
            for (int i = 1; i < 40; i++) {
                int column = 1 + chance.nextInt(COLUMNS);
                if (open.containsKey(column)) {
                    resolve(column);
                } else if (chance.nextBoolean()) {
                    prepare(i, column);
                } else {
                    given += 1 + chance.nextInt(10);
                    test.rows.commit(txn(i), at(given), List.of(patch(column, i)));
                    done.add(new Done(given, column, i));
                }
                check();
            }
            List.copyOf(open.keySet()).forEach(this::resolve);
            check();
            assertEquals(0, test.rows.late());
        }

        private void prepare(int number, int column) {
            given += 1 + chance.nextInt(10);
            List<Write> writes = List.of(patch(column, number));
            test.rows.prepare(txn(number), at(given), writes);
            open.put(column, new Prepared(txn(number), given, writes));
        }

        private void resolve(int column) {
            Prepared prepared = Objects.requireNonNull(open.remove(column));
            if (chance.nextInt(4) == 0) {
                test.rows.resolve(prepared.txn(), prepared.writes(), Optional.empty());
                return;
            }
            long s = prepared.floor() + chance.nextInt(30);
            given = Math.max(given, s);
            test.rows.resolve(prepared.txn(), prepared.writes(), Optional.of(at(s)));
            done.add(new Done(s, column, prepared.txn().number()));
        }

        /// Every snapshot below all floors is the serial one.
        private void check() {
            long safe = test.rows.prepared().floorOn(KEY).nanos();
            for (long t = 100; t <= given && t < safe; t++) {
                assertEquals(Optional.of(serial(t)), test.read(t), "at " + t);
            }
        }

        private Map<Integer, Long> serial(long t) {
            Map<Integer, Long> cells = new TreeMap<>(Map.of(1, 0L, 2, 0L, 3, 0L));
            done.stream()
                    .filter(one -> one.at() <= t)
                    .sorted(Comparator.comparingLong(Done::at))
                    .forEach(one -> cells.put(one.column(), one.value()));
            return cells;
        }
    }
}
