package dev.isochron.bench.tpcc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.bench.tpcc.check.Consistency;
import dev.isochron.bench.tpcc.load.Load;
import dev.isochron.bench.tpcc.load.Progress;
import dev.isochron.bench.tpcc.model.Constants;
import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.model.Population;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.port.TpccStore;
import dev.isochron.bench.tpcc.port.TpccView;
import dev.isochron.bench.tpcc.run.RunPlan;
import dev.isochron.bench.tpcc.run.RunResult;
import dev.isochron.bench.tpcc.run.Terminals;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What every store must be able to do, at a scale for tests.
public final class StoreTrial implements AutoCloseable {

    private static final TpccScale SCALE = TpccScale.tiny(2);
    private static final long SEED = 42;
    private static final int ROUNDS = 15;

    private final TpccStore store;
    private Instant middle = Instant.EPOCH;
    private final Population population = new Population(SCALE, SEED);

    public StoreTrial(TpccStore store) {
        this.store = store;
    }

    public void load() throws InterruptedException {
        Progress progress =
                new Progress(new PrintWriter(PrintWriter.nullWriter()), false, SCALE.rows());
        new Load(store, population, 4, progress).run();
    }

    public void assertConsistent() {
        try (TpccView view = store.view()) {
            assertEquals(List.of(), Consistency.check(SCALE, view));
        }
    }

    /// On every replica, as it was while terminals were at work.
    public void assertConsistentInThePast(int replicas) {
        List<TpccView> views = store.replicas(middle);
        try {
            assertEquals(replicas, views.size());
            Set<String> orders = new TreeSet<>();
            for (TpccView view : views) {
                assertEquals(List.of(), Consistency.check(SCALE, view));
                orders.add(view.district(1, 1).toString());
            }
            assertEquals(1, orders.size(), "replicas show different moments");
        } finally {
            views.forEach(TpccView::close);
        }
    }

    /// Runs terminals until all kinds of transactions have come through, however slow the machine.
    public void runSome(int terminals) throws InterruptedException {
        Constants constants = Constants.ofRun(SEED, population.constants());
        Set<Kind> missing = EnumSet.allOf(Kind.class);
        for (int round = 0; round < ROUNDS && !missing.isEmpty(); round++) {
            RunPlan plan =
                    new RunPlan(
                            terminals,
                            Duration.ofMillis(200),
                            Duration.ofSeconds(2),
                            false,
                            SEED + round);
            RunResult result = new Terminals(store, SCALE, constants, plan).run(() -> {});
            middle = Instant.now().minusSeconds(1);
            assertEquals(Map.of(), result.errors());
            missing.removeIf(kind -> result.of(kind).completed() > 0);
        }
        assertEquals(Set.of(), missing);
    }

    @Override
    public void close() {
        store.close();
    }
}
