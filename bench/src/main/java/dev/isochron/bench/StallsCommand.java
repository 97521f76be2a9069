package dev.isochron.bench;

import dev.isochron.bench.stall.StallBench;
import dev.isochron.bench.stall.StallPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
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
            "  isochron bench stalls --moves 40 --splits 0 --kills 0",
        })
final class StallsCommand implements Callable<Integer> {

    @Mixin private RunOptions run = new RunOptions();

    @Option(
            names = "--writers",
            paramLabel = "N",
            defaultValue = "8",
            description = "Clients that write a row each; default ${DEFAULT-VALUE}.")
    private int writers;

    @Option(
            names = "--moves",
            paramLabel = "N",
            defaultValue = "10",
            description = "Planned moves of a leader; default ${DEFAULT-VALUE}.")
    private int moves;

    @Option(
            names = "--splits",
            paramLabel = "N",
            defaultValue = "7",
            description = "Cuts of a shard, fewer than writers; default ${DEFAULT-VALUE}.")
    private int splits;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "3",
            description = "Kills of the server that leads; default ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "15",
            description = "Seconds before anything is measured; default ${DEFAULT-VALUE}.")
    private double warmUp;

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
                    writers, moves, splits, kills, Duration.ofMillis((long) (warmUp * 1e3)));
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(spec.commandLine(), impossible.getMessage());
        }
    }
}
