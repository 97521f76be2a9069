package dev.isochron.bench.tpcc;

import com.sun.management.OperatingSystemMXBean;
import dev.isochron.bench.harness.Amount;
import dev.isochron.bench.harness.Mark;
import dev.isochron.bench.harness.Spending;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.tpcc.check.Consistency;
import dev.isochron.bench.tpcc.check.Finding;
import dev.isochron.bench.tpcc.load.Load;
import dev.isochron.bench.tpcc.load.Progress;
import dev.isochron.bench.tpcc.model.Constants;
import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.model.Population;
import dev.isochron.bench.tpcc.port.TpccView;
import dev.isochron.bench.tpcc.run.KindResult;
import dev.isochron.bench.tpcc.run.RunPlan;
import dev.isochron.bench.tpcc.run.RunResult;
import dev.isochron.bench.tpcc.run.Terminals;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Loads all contenders, lets them run in turns, and checks what they hold.
public final class TpccBench {

    /// Findings that are told; there may be thousands.
    private static final int TOLD = 10;

    /// All that came of it.
    ///
    /// @param loadedPerSecond rows a second of each load that was made
    /// @param unloadedMicros median of NewOrder with one terminal alone, where that was measured
    /// @param findings conditions that did not hold, of each subject that was checked
    public record Result(
            List<Measured> runs,
            Map<Subject, Double> loadedPerSecond,
            Map<Subject, Double> unloadedMicros,
            Map<Subject, List<Finding>> findings) {}

    private final TpccPlan plan;
    private final List<Contender> contenders;
    private final Supplier<Progress> loading;
    private final Consumer<String> progress;
    private final Population population;
    private final Map<Subject, Double> loadedPerSecond = new EnumMap<>(Subject.class);
    private final Map<Subject, Double> unloadedMicros = new EnumMap<>(Subject.class);
    private final Map<Subject, Instant> middles = new EnumMap<>(Subject.class);
    private final Map<Subject, List<Finding>> findings = new EnumMap<>(Subject.class);

    /// Measures these.
    ///
    /// @param loading shows the progress of one load
    /// @param progress is told what is being done
    public TpccBench(
            TpccPlan plan,
            List<Contender> contenders,
            Supplier<Progress> loading,
            Consumer<String> progress) {
        this.plan = plan;
        this.contenders = List.copyOf(contenders);
        this.loading = loading;
        this.progress = progress;
        this.population = new Population(plan.scale(), plan.run().seed());
    }

    /// Does all of it.
    public Result run() throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            load(contender);
            verify(contender, "before");
        }
        for (Contender contender : contenders) {
            measureAlone(contender);
        }
        List<Measured> runs = new ArrayList<>();
        for (int repetition = 0; repetition < plan.repetitions(); repetition++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                Contender contender = contenders.get((repetition + turn) % contenders.size());
                runs.add(measure(contender, repetition + 1));
            }
        }
        for (Contender contender : contenders) {
            verify(contender, "after");
            verifyPast(contender);
        }
        return new Result(runs, loadedPerSecond, unloadedMicros, findings);
    }

    private void load(Contender contender) throws InterruptedException {
        progress.accept("loading " + contender.subject().label());
        double rate = new Load(contender.store(), population, plan.loaders(), loading.get()).run();
        if (rate > 0) {
            loadedPerSecond.put(contender.subject(), rate);
        }
    }

    private void verify(Contender contender, String when) {
        if (!plan.verifies()) {
            return;
        }
        try (TpccView view = contender.store().view()) {
            check(contender, view, when);
        }
    }

    private void check(Contender contender, TpccView view, String when) {
        List<Finding> found = Consistency.check(plan.scale(), view);
        progress.accept(
                "%s, %s: %s"
                        .formatted(
                                contender.subject().label(),
                                when,
                                found.isEmpty()
                                        ? "all twelve consistency conditions hold"
                                        : found.size() + " violations of consistency"));
        found.stream().limit(TOLD).forEach(finding -> progress.accept(finding.toString()));
        findings.computeIfAbsent(contender.subject(), _ -> new ArrayList<>()).addAll(found);
    }

    /// The conditions held at any moment of the past, and each replica says so.
    private void verifyPast(Contender contender) {
        Instant moment = middles.get(contender.subject());
        if (!plan.verifies() || moment == null) {
            return;
        }
        List<TpccView> views = contender.store().replicas(moment);
        try {
            for (int node = 1; node <= views.size(); node++) {
                check(
                        contender,
                        views.get(node - 1),
                        "in the midst of the last run, as node %d tells it".formatted(node));
            }
        } finally {
            views.forEach(TpccView::close);
        }
    }

    /// One terminal that nobody disturbs; what it did before half of the time is to warm up.
    private void measureAlone(Contender contender) throws InterruptedException {
        Duration length = plan.alone();
        if (length.isZero()) {
            return;
        }
        progress.accept("running %s with one terminal".formatted(contender.subject().label()));
        Duration half = length.dividedBy(2);
        RunPlan one = new RunPlan(1, half, half, false, plan.run().seed());
        Constants constants = Constants.ofRun(plan.run().seed(), population.constants());
        KindResult orders =
                new Terminals(contender.store(), plan.scale(), constants, one)
                        .run(() -> {})
                        .of(Kind.NEW_ORDER);
        if (orders.completed() > 0) {
            unloadedMicros.put(contender.subject(), orders.latencies().micros(50));
        }
    }

    private Measured measure(Contender contender, int run)
            throws IOException, InterruptedException {
        progress.accept(
                "running %s, %d of %d"
                        .formatted(contender.subject().label(), run, plan.repetitions()));
        Constants constants = Constants.ofRun(plan.run().seed(), population.constants());
        Terminals terminals = new Terminals(contender.store(), plan.scale(), constants, plan.run());
        Optional<Chaos> chaos =
                contender
                        .servers()
                        .filter(_ -> run == 1 && !plan.troubles().isEmpty())
                        .map(servers -> new Chaos(servers, plan.troubles(), run, progress));
        int length = (int) plan.run().duration().toSeconds();
        Optional<Heat> heat = contender.servers().map(servers -> new Heat(servers, length));
        List<Thread> beside = new ArrayList<>();
        double startNanos = System.nanoTime();
        double clientBefore = clientCpuSeconds();
        List<Map<Amount, Double>> before = spent(contender, chaos);
        RunResult result =
                terminals.run(() -> {
                    chaos.ifPresent(one -> beside.add(one.start()));
                    heat.ifPresent(one -> beside.add(one.start()));
                });
        List<Map<Amount, Double>> after = spent(contender, chaos);
        double clientAfter = clientCpuSeconds();
        middles.put(contender.subject(), Instant.now().minus(plan.run().duration().dividedBy(2)));
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        for (Thread thread : beside) {
            thread.join();
        }
        List<Mark> marks = chaos.map(Chaos::marks).orElse(List.of());
        List<Map<Amount, Double>> spent = new ArrayList<>();
        for (int node = 0; node < before.size(); node++) {
            spent.add(Spending.between(before.get(node), after.get(node)));
        }
        return new Measured(
                contender.subject(),
                run,
                result,
                spent,
                clientAfter - clientBefore,
                seconds,
                heat.map(Heat::perSecond).orElseGet(TreeMap::new),
                marks);
    }

    /// Of servers that are killed in between nobody knows.
    private static List<Map<Amount, Double>> spent(Contender contender, Optional<Chaos> chaos)
            throws IOException, InterruptedException {
        return contender.cost().isPresent() && chaos.isEmpty()
                ? contender.cost().get().spent()
                : List.of();
    }

    private static double clientCpuSeconds() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }
}
