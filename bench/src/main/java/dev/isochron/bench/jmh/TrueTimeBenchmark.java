package dev.isochron.bench.jmh;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import dev.isochron.truetime.host.HostTime;
import dev.isochron.truetime.host.LinuxClock;
import dev.isochron.truetime.host.NodeClock;
import dev.isochron.truetime.host.SpinThenPark;
import dev.isochron.truetime.settings.ClockSettings;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.KernelSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a reading of the clock costs. To reach: less than 100 ns, and not a byte on the heap.
///
/// `nanoTime` and `realTime` are the raw reads of the two clocks that a reading is made of. `now`
/// uses up the reading where it is taken, as every caller does; `escaping` stores it, so that its
/// objects must be made, for comparison.
///
/// The kernel of the measuring machine need not be synchronised: `kernel` runs over the real clocks
/// with the account of a synchronised one.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED"})
public class TrueTimeBenchmark {

    /// The clock of one source, for all threads.
    @State(Scope.Benchmark)
    public static class Clock {

        @Param({"single-host", "fixed", "kernel"})
        public String source = "";

        private TrueTime time;
        private Closeable opened;
        private Timestamp mark = Timestamp.MIN;

        @Setup(Level.Trial)
        public void open() throws IOException {
            Opened now =
                    switch (source) {
                        case "kernel" -> kernel();
                        case "fixed" ->
                                configured(Map.of("clock.source", "fixed", "clock.bound", "1ms"));
                        case "single-host" -> {
                            Path directory = Files.createTempDirectory("isochron-clock");
                            yield configured(Map.of("clock.dir", directory.toString()));
                        }
                        default -> throw new IllegalArgumentException("no source " + source);
                    };
            time = now.time();
            opened = now.handle();
            mark = time.latest();
        }

        private static Opened configured(Map<String, String> settings) throws IOException {
            NodeClock clock = NodeClock.open(ClockSettings.parse(settings), Timestamp.MIN);
            return new Opened(clock.time(), clock);
        }

        private static Opened kernel() {
            HostClock host = new SynchronisedHost(new LinuxClock());
            var limits = ClockSettings.parse(Map.of("clock.source", "kernel")).kernel();
            KernelSource kernel = new KernelSource(host, limits);
            return new Opened(new HostTime(host, kernel, new SpinThenPark()), () -> {});
        }

        /// A clock, and what closes it.
        private record Opened(TrueTime time, Closeable handle) {}

        @TearDown(Level.Trial)
        public void close() throws IOException {
            opened.close();
        }
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    @Benchmark
    public long realTime() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Benchmark
    public long now(Clock clock) {
        return switch (clock.time.now()) {
            case Reading.Usable(Interval now) -> now.earliest().nanos() ^ now.latest().nanos();
            case Reading.Unusable _ -> throw new IllegalStateException("the clock is unusable");
        };
    }

    @Benchmark
    public long latestNanos(Clock clock) {
        return clock.time.latestNanos();
    }

    @Benchmark
    public boolean after(Clock clock) {
        return clock.time.after(clock.mark);
    }

    @Benchmark
    public Reading escaping(Clock clock) {
        return clock.time.now();
    }
}
