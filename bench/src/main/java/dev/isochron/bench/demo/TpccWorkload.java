package dev.isochron.bench.demo;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.tpcc.Contender;
import dev.isochron.bench.tpcc.TpccBench;
import dev.isochron.bench.tpcc.TpccPlan;
import dev.isochron.bench.tpcc.TpccRows;
import dev.isochron.bench.tpcc.load.Load;
import dev.isochron.bench.tpcc.load.Progress;
import dev.isochron.bench.tpcc.model.Constants;
import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.model.Population;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.run.RunPlan;
import dev.isochron.bench.tpcc.run.RunResult;
import dev.isochron.bench.tpcc.run.Terminals;
import dev.isochron.bench.tpcc.sql.SqlStore;
import dev.isochron.node.demo.DemoWorkload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// TPC-C with one warehouse, in SQL.
public final class TpccWorkload implements DemoWorkload {

    private static final int WAREHOUSES = 1;

    /// Enough to keep a small machine busy, and to leave something for the person who looks on.
    private static final int TERMINALS = 4;

    private static final int LOADERS = 4;
    private static final long SEED = 1;

    /// Between two lines about how it goes.
    private static final Duration SPELL = Duration.ofSeconds(10);

    private static final int TOLD_ERRORS = 3;

    /// Servers are in the same process.
    private static final String CLIENT_CPU = "client CPU";

    @Override
    public String name() {
        return "tpcc";
    }

    @Override
    public String about(DemoPlace place) {
        return String.format(
                Locale.ROOT,
                "TPC-C, one warehouse, about %,d rows, loaded in the background",
                scale(place).rows());
    }

    private static TpccScale scale(DemoPlace place) {
        return place.isTiny() ? TpccScale.tiny(WAREHOUSES) : TpccScale.standard(WAREHOUSES);
    }

    private DemoDatabase database(DemoPlace place) {
        return new DemoDatabase(place.sqlPorts(), name());
    }

    private static Population population(DemoPlace place) {
        return new Population(scale(place), SEED);
    }

    @Override
    public void load(DemoPlace place) throws InterruptedException {
        database(place).create();
        Progress progress =
                Progress.inLines(line -> place.teller().tell("tpcc: " + line), scale(place).rows());
        try (SqlStore store = new SqlStore(database(place).url())) {
            new Load(store, population(place), LOADERS, progress).run();
        }
    }

    @Override
    public String work(DemoPlace place, Duration duration) throws InterruptedException {
        RunPlan run = new RunPlan(TERMINALS, Duration.ZERO, duration, false, SEED);
        TpccPlan plan =
                new TpccPlan(
                        scale(place),
                        run,
                        Duration.ZERO,
                        LOADERS,
                        1,
                        place.isTiny(),
                        List.of(),
                        Lifetime.LONG);
        try (SqlStore store = new SqlStore(database(place).url())) {
            Contender contender =
                    new Contender(
                            Subject.ISOCHRON, store, Map.of(), Optional.empty(), Optional.empty());
            TpccBench.Result result =
                    new TpccBench(
                                    plan,
                                    List.of(contender),
                                    () -> Progress.inLines(_ -> {}, 0),
                                    line -> tellNews(place, line))
                            .run();
            return ResultTable.render(
                    TpccRows.of(plan, result).stream()
                            .filter(row -> !row.metric().equals(CLIENT_CPU))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// That it would load and run is known already.
    private static void tellNews(DemoPlace place, String line) {
        if (!line.startsWith("loading") && !line.startsWith("running")) {
            place.teller().tell("tpcc: " + line);
        }
    }

    @Override
    public void workOn(DemoPlace place) throws InterruptedException {
        Constants constants = Constants.ofRun(SEED, population(place).constants());
        try (SqlStore store = new SqlStore(database(place).url())) {
            for (long spell = 0; ; spell++) {
                RunPlan plan = new RunPlan(TERMINALS, Duration.ZERO, SPELL, false, SEED + spell);
                RunResult result =
                        new Terminals(store, scale(place), constants, plan).run(() -> {});
                place.teller().tell("tpcc: " + told(result));
                result.errors().entrySet().stream()
                        .limit(TOLD_ERRORS)
                        .forEach(e ->
                                place.teller().tell("tpcc: " + e.getValue() + " × " + e.getKey()));
            }
        }
    }

    private static String told(RunResult result) {
        long failed = result.errors().values().stream().mapToLong(Long::longValue).sum();
        return String.format(
                Locale.ROOT,
                "%,.0f transactions/s, %,.0f orders/min, NewOrder p50 %.1f ms, p99 %.1f ms,"
                        + " longest gap %.1f s%s",
                result.completed() / result.seconds(),
                result.tpmC(),
                result.of(Kind.NEW_ORDER).latencies().micros(50) / 1e3,
                result.of(Kind.NEW_ORDER).latencies().micros(99) / 1e3,
                result.longestGapSeconds(),
                failed == 0 ? "" : ", " + failed + " failed");
    }
}
