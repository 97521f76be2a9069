package dev.isochron.bench.jmh;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.lock.Lock;
import dev.isochron.shard.lock.LockEvent;
import dev.isochron.shard.lock.LockLimits;
import dev.isochron.shard.lock.LockTable;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What locks cost: a row locked and released by a new transaction, while others hold locks. To
/// reach: less than 2 µs for the uncontended row.
///
/// Every measured call makes a transaction, lets it lock, and releases it: an entry, a lock, and a
/// remembered end each time.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LockTableBenchmark {
    private static final LockMode SHARED = LockMode.shared(ColumnSet.ALL);
    private static final int KEY_BYTES = 24;

    /// A table in which others hold locks already, and rows in an order that jumps about.
    @State(Scope.Thread)
    public static class Table {

        /// Rows that others hold, and readers of the hot row.
        @Param({"0", "10000"})
        public int others = 0;

        /// Ranges that others hold, all of them elsewhere.
        @Param({"0", "100"})
        public int ranges = 0;

        private LockTable table = empty();
        private Lock hot = row(-1, SHARED);
        private Lock[] rows = {};
        private long begun;
        private int next;

        @Setup(Level.Iteration)
        public void fill() {
            table = empty();
            begun = 1;
            rows = new Lock[1 << 12];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row((i * 2_654_435_761L & 0xFFFFFF) | 1, LockMode.whole());
            }
            hot = row(0, SHARED);
            for (int i = 0; i < others; i++) {
                long number = (i * 40_503L & 0xFFFFFF) & ~1L;
                table.acquire(begin(), List.of(hot, row(number + 2, SHARED)), LockWait.NO_WAIT);
            }
            for (int i = 0; i < ranges; i++) {
                Span span = Span.of(key(1L << 40 | i * 2L), key(1L << 40 | i * 2L + 1));
                table.acquire(begin(), List.of(new Lock(span, SHARED)), LockWait.NO_WAIT);
            }
        }

        private static LockTable empty() {
            return new LockTable(
                    new ShardId(1),
                    new Ballot(1, 1),
                    key -> new RowName(key, "row"),
                    LockLimits.standard());
        }

        Attempt begin() {
            TxnId id = new TxnId(new Timestamp(begun++), 1, begun);
            return new Attempt(id, new Age(id), "bench", "");
        }

        Lock nextRow() {
            return rows[next++ & rows.length - 1];
        }

        List<LockEvent> lockAndRelease(Lock lock) {
            Attempt attempt = begin();
            table.acquire(attempt, List.of(lock), LockWait.WAIT);
            return table.release(attempt.id());
        }

        private static Lock row(long number, LockMode mode) {
            return Lock.on(key(number), mode);
        }

        private static Key key(long number) {
            return Key.of(ByteBuffer.allocate(KEY_BYTES).putLong(8, number).array());
        }
    }

    /// One row that nobody else has to do with.
    @Benchmark
    public List<LockEvent> row(Table table) {
        return table.lockAndRelease(table.nextRow());
    }

    /// A row that all the others hold shared as well.
    @Benchmark
    public List<LockEvent> hotRowShared(Table table) {
        return table.lockAndRelease(table.hot);
    }

    /// A range of no row, locked to keep phantoms out.
    @Benchmark
    public List<LockEvent> range(Table table) {
        Key from = table.nextRow().span().from();
        return table.lockAndRelease(
                new Lock(Span.of(from, Span.point(from).until().get()), SHARED));
    }
}
