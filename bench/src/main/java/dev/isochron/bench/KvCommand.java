package dev.isochron.bench;

import dev.isochron.bench.kv.KvBench;
import dev.isochron.bench.kv.KvKeys;
import dev.isochron.bench.kv.KvOperation;
import dev.isochron.bench.kv.KvPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench kv`.
@Command(
        name = "kv",
        description = {
            "Measures transactions on rows: three server processes, three shards, and a client"
                    + " process on this machine.",
            "",
            "Beside single writes, in the same run and in turns: the replicated log, and the raw"
                    + " limit (the same bytes written and synced by one process, and a bare gRPC"
                    + " round trip). Where they can do the same: etcd and Apache Ignite 3, three"
                    + " servers each. The last lines compare with the targets. What each figure"
                    + " means: docs/benchmarks.md.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench kv --quick                    a first impression, under 45 seconds",
            "  isochron bench kv --json kv.json             everything, about ten minutes",
            "  isochron bench kv --parts store --operations write --clients 64 --seconds 10",
            "  isochron bench kv --parts store,unsure --operations write --keys hot",
            "",
            "Exit code: 0 when every target that could be judged was met, 1 otherwise."
        })
final class KvCommand implements Callable<Integer> {

    @Mixin private RunOptions run = new RunOptions();

    @Option(names = "--quick", description = "The cases that have targets, briefly.")
    private boolean quick;

    @Option(
            names = "--parts",
            paramLabel = "PART",
            split = ",",
            description =
                    "What to measure: store, log, raw, unsure (hot rows under a clock that is wrong"
                            + " by up to 5 ms), etcd (if it is installed), ignite3 (fetched by"
                            + " Maven). All by default; with --quick log and store.")
    private @Nullable Set<KvBench.Part> parts;

    @Option(
            names = "--operations",
            paramLabel = "NAME",
            split = ",",
            description = "Which operations: ${COMPLETION-CANDIDATES}.")
    private @Nullable Set<KvOperation> operations;

    @Option(
            names = "--clients",
            paramLabel = "N",
            split = ",",
            description = "Numbers of clients at a time.")
    private @Nullable List<Integer> clients;

    @Option(
            names = "--keys",
            paramLabel = "HOW",
            split = ",",
            description = "How rows are chosen: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<KvKeys> keys;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of each of the three shards.")
    private @Nullable Integer rows;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long one repetition of a case is.")
    private @Nullable Double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "How long the servers are warmed up before the first case.")
    private @Nullable Double warmUp;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often each case is measured.")
    private @Nullable Integer repetitions;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        KvPlan plan = plan();
        Set<KvBench.Part> chosen = parts == null ? usualParts() : parts;
        Map<String, String> config = new LinkedHashMap<>();
        config.put("mode", quick ? "quick" : "full");
        config.putAll(plan.described());
        return run.run(
                "kv",
                config,
                spec.commandLine().getOut(),
                workspace ->
                        new KvBench(
                                        plan,
                                        chosen,
                                        workspace,
                                        RunOptions.progress(spec.commandLine().getErr()))
                                .run());
    }

    private Set<KvBench.Part> usualParts() {
        return quick
                ? EnumSet.of(KvBench.Part.LOG, KvBench.Part.STORE)
                : EnumSet.allOf(KvBench.Part.class);
    }

    private KvPlan plan() {
        KvPlan usual = quick ? KvPlan.quick() : KvPlan.full();
        return new KvPlan(
                operations == null ? usual.operations() : operations,
                clients == null ? usual.clients() : clients,
                keys == null ? usual.keys() : keys,
                rows == null ? usual.rows() : rows,
                repetitions == null ? usual.repetitions() : repetitions,
                seconds == null ? usual.length() : duration(seconds),
                warmUp == null ? usual.warmUp() : duration(warmUp),
                usual.lifetime());
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1e3));
    }
}
