package dev.isochron.bench.kv;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Together;
import dev.isochron.bench.harness.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs a [KvPlan] and returns its rows.
public final class KvBench {

    /// What can be measured in one run, in the order in which it is started.
    public enum Part {
        RAW,
        LOG,
        STORE,
        /// The same on a clock that is wrong by up to 5 ms, beside single writes.
        UNSURE,
        /// Three servers of etcd, if it is installed.
        ETCD,
        /// Three servers of Apache Ignite 3, fetched by Maven.
        IGNITE3
    }

    private final KvPlan plan;
    private final Set<Part> parts;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /// @param progress is told what is being done
    public KvBench(KvPlan plan, Set<Part> parts, Workspace workspace, Consumer<String> progress) {
        this.plan = plan;
        this.parts = Set.copyOf(parts);
        this.workspace = workspace;
        this.progress = progress;
    }

    /// Every figure, and after them a verdict for each target that could be judged.
    public List<Row> run() throws IOException, InterruptedException {
        try (KvRunning running = new KvRunning(plan, progress)) {
            List<Part> chosen = Stream.of(Part.values()).filter(parts::contains).toList();
            if (plan.lifetime() == Lifetime.BRIEF) {
                var _ = Together.all(chosen, part -> start(part, running));
            } else {
                for (Part part : chosen) {
                    var _ = start(part, running);
                }
            }
            return measure(running);
        }
    }

    private Part start(Part part, KvRunning running) throws IOException, InterruptedException {
        switch (part) {
            case RAW -> running.startRaw(workspace);
            case LOG -> running.startLog(workspace);
            case STORE -> running.startStore(workspace);
            case UNSURE -> running.startUnsure(workspace);
            case ETCD -> running.startEtcd(workspace);
            case IGNITE3 -> running.startIgnite(workspace);
        }
        return part;
    }

    private List<Row> measure(KvRunning running) throws IOException, InterruptedException {
        List<KvResult> results = new ArrayList<>();
        for (KvCase one : plan.cases()) {
            results.add(KvResult.of(one, running.probes(one)));
        }
        results.removeIf(result -> result.series().isEmpty());
        for (int repetition = 0; repetition < plan.repetitions(); repetition++) {
            for (KvResult result : results) {
                progress.accept(
                        "%s, %d of %d"
                                .formatted(
                                        result.of().label(), repetition + 1, plan.repetitions()));
                result.repeat(repetition, progress);
            }
        }
        List<Row> rows = new ArrayList<>();
        for (KvResult result : results) {
            rows.addAll(result.rows());
        }
        rows.addAll(new KvTargets(results).verdicts());
        return rows;
    }
}
