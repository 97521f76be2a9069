package dev.isochron.bench;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Words;
import dev.isochron.bench.tpcc.TpccPlan;
import dev.isochron.bench.tpcc.Trouble;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.run.RunPlan;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.DurationText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `isochron bench tpcc` does, wherever.
final class TpccPlanOptions {

    /// How many rows.
    enum Scale {
        STANDARD,
        TINY;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    @Option(
            names = "--quick",
            description =
                    "A first impression, under 45 seconds: few rows, short runs, nobody waits; and"
                            + " three servers of its own where no database is named.")
    private boolean quick;

    @Option(
            names = "--warehouses",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many; default ${DEFAULT-VALUE}. Each has about half a million rows.")
    private int warehouses;

    @Option(
            names = "--scale",
            paramLabel = "HOW",
            description =
                    "standard: rows by the rules; tiny: a hundredth, for a first impression."
                            + " Default standard, quick tiny.")
    private @Nullable Scale scale;

    @Option(
            names = "--terminals",
            defaultValue = "0",
            paramLabel = "N",
            description = "In all; default 10 for each warehouse, as the rules want.")
    private int terminals;

    @Option(
            names = "--duration",
            converter = DurationText.class,
            paramLabel = "TIME",
            description = "The measuring interval; default 30s, quick 8s.")
    private @Nullable Duration duration;

    @Option(
            names = "--ramp-up",
            converter = DurationText.class,
            paramLabel = "TIME",
            description = "Work before anything counts; default 10s, quick 4s.")
    private @Nullable Duration rampUp;

    @Option(
            names = "--alone",
            converter = DurationText.class,
            defaultValue = "0s",
            paramLabel = "TIME",
            description =
                    "Let one terminal work alone first for so long; p99 of orders under load is set"
                            + " beside its p50.")
    private Duration alone = Duration.ZERO;

    @Option(
            names = "--no-wait",
            description = "Terminals neither type nor think: the database is kept busy.")
    private boolean noWait;

    @Option(
            names = "--verify",
            description = "Check the twelve consistency conditions before and after.")
    private boolean verify;

    @Option(
            names = "--chaos",
            split = ",",
            paramLabel = "WHAT@TIME,…",
            description =
                    "With --local, in the first run: kill-leader, kill-follower, kill-all, pause,"
                            + " partition.")
    private List<String> chaos = List.of();

    @Option(
            names = "--repetitions",
            defaultValue = "1",
            paramLabel = "N",
            description = "Runs, in turns if there are several databases; default 1.")
    private int repetitions;

    @Option(
            names = "--loaders",
            defaultValue = "8",
            paramLabel = "N",
            description = "Threads that load at a time; default ${DEFAULT-VALUE}.")
    private int loaders;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of what is drawn by chance. A load is taken up with the same one only.")
    private long seed;

    boolean isQuick() {
        return quick;
    }

    TpccPlan plan() {
        try {
            Scale usual = quick ? Scale.TINY : Scale.STANDARD;
            TpccScale size =
                    switch (scale == null ? usual : scale) {
                        case STANDARD -> TpccScale.standard(warehouses);
                        case TINY -> TpccScale.tiny(warehouses);
                    };
            int count = terminals == 0 ? 10 * warehouses : terminals;
            RunPlan run =
                    new RunPlan(
                            count,
                            rampUp == null ? Duration.ofSeconds(quick ? 4 : 10) : rampUp,
                            duration == null ? Duration.ofSeconds(quick ? 8 : 30) : duration,
                            !noWait && !quick,
                            seed);
            return new TpccPlan(
                    size,
                    run,
                    alone,
                    loaders,
                    repetitions,
                    verify,
                    Trouble.parse(chaos),
                    quick ? Lifetime.BRIEF : Lifetime.LONG);
        } catch (IllegalArgumentException e) {
            throw new Complaint(
                    String.valueOf(e.getMessage()),
                    "--warehouses, --terminals, --duration",
                    "Change it and run again.",
                    e);
        }
    }
}
