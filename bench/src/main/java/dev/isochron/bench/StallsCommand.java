package dev.isochron.bench;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.stall.StallBench;
import dev.isochron.bench.stall.StallPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `isochron bench stalls`.
@Command(
        name = "stalls",
        description = {
            "Writes without a pause while a shard's leader moves as planned, the shard is cut, and"
                    + " the server that leads is killed; tells the longest time in which a writer"
                    + " got no answer.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench stalls",
            "  isochron bench stalls --quick                a first impression, under 45 seconds",
            "  isochron bench stalls --moves 40 --splits 0 --kills 0",
        })
final class StallsCommand implements Callable<Integer> {

    @Mixin private RunOptions run = new RunOptions();

    @Option(names = "--quick", description = "Few of each, and servers that are cold.")
    private boolean quick;

    @Option(
            names = "--writers",
            paramLabel = "N",
            defaultValue = "8",
            description = "Clients that write a row each; default ${DEFAULT-VALUE}.")
    private int writers;

    @Option(
            names = "--moves",
            paramLabel = "N",
            description = "Planned moves of a leader; default 10, quick 5.")
    private @Nullable Integer moves;

    @Option(
            names = "--splits",
            paramLabel = "N",
            description = "Cuts of a shard, fewer than writers; default 7, quick 3.")
    private @Nullable Integer splits;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "Kills of the server that leads; default 3, quick 1.")
    private @Nullable Integer kills;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Seconds before anything is measured; default 15, quick 5.")
    private @Nullable Double warmUp;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StallPlan plan = plan();
        return run.run(
                "stalls",
                plan.described(),
                spec.commandLine().getOut(),
                workspace ->
                        new StallBench(
                                        plan,
                                        workspace,
                                        RunOptions.progress(spec.commandLine().getErr()))
                                .run());
    }

    private StallPlan plan() {
        try {
            return new StallPlan(
                    writers,
                    given(moves, 10, 5),
                    given(splits, 7, 3),
                    given(kills, 3, 1),
                    Duration.ofMillis((long) (given(warmUp, 15.0, 5.0) * 1e3)),
                    quick ? Lifetime.BRIEF : Lifetime.LONG);
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(spec.commandLine(), impossible.getMessage());
        }
    }

    private <T> T given(@Nullable T asked, T whole, T brief) {
        if (asked != null) {
            return asked;
        }
        return quick ? brief : whole;
    }
}
