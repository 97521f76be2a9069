package dev.isochron.bench;

import dev.isochron.bench.mix.Mix;
import dev.isochron.bench.mix.MixBench;
import dev.isochron.bench.mix.MixPlan;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `isochron bench bank`.
@Command(
        name = "bank",
        description = {
            "Moves money between accounts on three shards, and audits all of them at one moment"
                    + " once in ten times. An audit that finds money made or lost ends the run.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench bank --quick",
            "  isochron bench bank --rows 10 --clients 64     few accounts, much contention",
        })
final class BankCommand implements Callable<Integer> {

    private static final int ACCOUNTS = 1_000;

    @Mixin private RunOptions run = new RunOptions();

    @Mixin private MixOptions options = new MixOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        MixPlan plan = options.plan(List.of(Mix.BANK), ACCOUNTS);
        return run.run(
                "bank",
                plan.described(),
                spec.commandLine().getOut(),
                workspace ->
                        new MixBench(
                                        plan,
                                        workspace,
                                        RunOptions.progress(spec.commandLine().getErr()))
                                .run());
    }
}
