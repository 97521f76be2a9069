package dev.isochron.bench;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.rebalance.RebalanceBench;
import dev.isochron.bench.rebalance.RebalancePlan;
import dev.isochron.node.cli.BytesText;
import dev.isochron.node.control.ControlSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench rebalance`.
@Command(
        name = "rebalance",
        description = {
            "Moves money and reads while three servers become five, shards are split, a server is"
                    + " drained, the controller is dead and a server is killed for good; tells what"
                    + " clients felt of each. Money that was made or lost ends the run.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench rebalance --quick",
            "  isochron bench rebalance --rows 250000 --row-bytes 4000 --move-rate 32MiB    1 GB",
        })
final class RebalanceCommand implements Callable<Integer> {

    private static final Duration QUICK_GRACE = ControlSettings.DEFAULT.leastGrace();

    /// A change that takes longer than this on any machine has stuck.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Mixin private RunOptions run = new RunOptions();

    @Option(names = "--quick", description = "Few rows, and each part briefly.")
    private boolean quick;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Clients that move money and read; default 8, quick 4.")
    private @Nullable Integer clients;

    @Option(names = "--rows", paramLabel = "N", description = "Accounts to load, from 6.")
    private @Nullable Integer rows;

    @Option(
            names = "--row-bytes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Text in each account; default ${DEFAULT-VALUE}.")
    private int rowBytes;

    @Option(
            names = "--move-rate",
            paramLabel = "BYTES",
            defaultValue = "4MiB",
            converter = BytesText.class,
            description =
                    "Bytes of snapshots that a server sends in a second; default"
                            + " ${DEFAULT-VALUE}.")
    private long moveRate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long the parts are in which nothing moves; default 10, quick 1.")
    private @Nullable Double seconds;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RebalancePlan plan = plan();
        return run.run(
                "rebalance",
                plan.described(),
                spec.commandLine().getOut(),
                workspace ->
                        new RebalanceBench(
                                        plan,
                                        workspace,
                                        RunOptions.progress(spec.commandLine().getErr()))
                                .run());
    }

    private RebalancePlan plan() {
        Duration calm =
                seconds == null
                        ? Duration.ofSeconds(quick ? 1 : 10)
                        : Duration.ofMillis((long) (seconds * 1e3));
        return new RebalancePlan(
                quick ? 4 : 5,
                quick ? 1 : Integer.MAX_VALUE,
                clients == null ? (quick ? 4 : 8) : clients,
                rows == null ? (quick ? 3_000 : 60_000) : rows,
                rowBytes,
                moveRate,
                Duration.ofSeconds(quick ? 1 : 20),
                calm,
                PATIENCE,
                quick ? QUICK_GRACE : Duration.ofSeconds(15),
                quick ? Lifetime.BRIEF : Lifetime.LONG);
    }
}
