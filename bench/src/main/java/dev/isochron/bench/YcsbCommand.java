package dev.isochron.bench;

import dev.isochron.bench.mix.Mix;
import dev.isochron.bench.mix.MixBench;
import dev.isochron.bench.mix.MixPlan;
import dev.isochron.node.cli.Complaint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench ycsb`.
@Command(
        name = "ycsb",
        description = {
            "Runs YCSB's workloads A to F over the Java client: three server processes, three"
                    + " shards, rows of ten columns of 100 characters, chosen by Zipf's law.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench ycsb --quick",
            "  isochron bench ycsb --workloads a,f --clients 64 --seconds 10 --json ycsb.json",
        })
final class YcsbCommand implements Callable<Integer> {

    private static final int ROWS = 20_000;

    @Mixin private RunOptions run = new RunOptions();

    @Mixin private MixOptions options = new MixOptions();

    @Option(
            names = "--workloads",
            split = ",",
            defaultValue = "a,b,c,d,e,f",
            paramLabel = "LETTER",
            description = "Which; default ${DEFAULT-VALUE}.")
    private List<String> workloads = List.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Mix> mixes = new ArrayList<>();
        for (String letter : workloads) {
            mixes.add(mix(letter));
        }
        MixPlan plan = options.plan(mixes, ROWS);
        return run.run(
                "ycsb",
                plan.described(),
                spec.commandLine().getOut(),
                workspace ->
                        new MixBench(
                                        plan,
                                        workspace,
                                        RunOptions.progress(spec.commandLine().getErr()))
                                .run());
    }

    private static Mix mix(String letter) {
        try {
            return Mix.valueOf("YCSB_" + letter.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Complaint(
                    "YCSB has no workload of that letter", letter, "Choose from a to f.", e);
        }
    }
}
