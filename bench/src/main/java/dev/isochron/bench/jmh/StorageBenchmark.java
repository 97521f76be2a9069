package dev.isochron.bench.jmh;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.table.Table;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a replica's storage costs: reads from memory and from LMDB, writes into memory, flushes. To
/// reach: a read of a recent version below 1 µs, a stored one within twice of bare LMDB.
///
/// Keys have 24 bytes and rows 100, as with the bare LMDB beside it, which keeps the same keys and
/// rows without versions, checksums or layers.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StorageBenchmark {
    static final int PAGE = 1000;

    private static final ScanLimits LIMITS = new ScanLimits(PAGE, 1L << 30, 10 * PAGE);

    /// Everything stored, and half of it in memory in a newer version as well.
    @State(Scope.Thread)
    public static class Filled {
        @Param("500000")
        public int rows;

        /// Where the data goes.
        @Param("")
        public String directory = "";

        private StorageFixture fixture;
        private int next;

        @Setup(Level.Trial)
        public void fill() throws IOException {
            String parent = directory.isEmpty() ? System.getProperty("java.io.tmpdir") : directory;
            fixture = new StorageFixture(Path.of(parent), rows);
        }

        @TearDown(Level.Trial)
        public void close() throws IOException {
            fixture.close();
        }

        private Key nextKey() {
            next = next + 1 < rows ? next + 1 : 0;
            return fixture.shuffled(next);
        }
    }

    /// A table that grows for one iteration.
    @State(Scope.Thread)
    public static class Growing {
        private Table table = new Table();
        private long at;

        @Setup(Level.Iteration)
        public void empty() {
            table = new Table();
        }
    }

    @Benchmark
    public byte[] bareGet(Filled data) {
        return data.fixture.bare().get(data.nextKey());
    }

    @Benchmark
    public Lookup storedGet(Filled data) {
        return data.fixture.stored().read(data.nextKey(), StorageFixture.NOW);
    }

    @Benchmark
    public Lookup memoryGet(Filled data) {
        return data.fixture.recent().read(data.nextKey(), StorageFixture.NOW);
    }

    @Benchmark
    public void memoryPut(Filled data, Growing growing) {
        Timestamp at = new Timestamp(++growing.at);
        growing.table.put(data.nextKey(), at, data.fixture.row());
    }

    @Benchmark
    @OperationsPerInvocation(PAGE)
    public long bareScan(Filled data) {
        return data.fixture.bare().scan(data.nextKey(), PAGE);
    }

    @Benchmark
    @OperationsPerInvocation(PAGE)
    public Page storedScan(Filled data) {
        Span span = new Span(data.nextKey(), Optional.empty());
        return data.fixture.stored().scan(span, StorageFixture.NOW, Direction.FORWARD, LIMITS);
    }

    @Benchmark
    @OperationsPerInvocation(PAGE)
    public Page mergedScan(Filled data) {
        Span span = new Span(data.nextKey(), Optional.empty());
        return data.fixture.recent().scan(span, StorageFixture.NOW, Direction.FORWARD, LIMITS);
    }
}
