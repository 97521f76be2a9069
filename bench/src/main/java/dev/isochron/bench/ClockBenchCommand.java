package dev.isochron.bench;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Machine;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.jmh.TrueTimeBenchmark;
import dev.isochron.bench.jmh.TrueTimeFigures;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench clock`.
@Command(
        name = "clock",
        description = {
            "Measures what a reading of the clock costs, for each source of time, with JMH.",
            "",
            "Beside it, in the same run: the raw reads of the machine's clocks that a reading is"
                    + " made of. A busy machine shows in both.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 when every target was met, 1 otherwise. What a reading is:"
                    + " docs/clock.md."
        })
final class ClockBenchCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Only the figures that have targets, briefly.")
    private boolean quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the results to this file, as JSON.")
    private @Nullable Path json;

    @Spec private CommandSpec spec;

    /// How long each benchmark runs. Most of it is warming up: whether a reading needs objects is
    /// decided by the compiler's last word.
    private record Effort(int forks, int warmups, int iterations, int millis) {

        private static final Effort QUICK = new Effort(1, 10, 3, 400);
        private static final Effort FULL = new Effort(2, 5, 5, 1_000);
    }

    @Override
    public Integer call() throws IOException {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        List<Row> rows = measure(effort);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ResultTable.render(rows));
        out.flush();
        if (json != null) {
            report(effort, rows).writeTo(json);
        }
        return ResultTable.allTargetsMet(rows) ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<Row> measure(Effort effort) {
        TimeValue time = TimeValue.milliseconds(effort.millis());
        String methods = quick ? "(now|nanoTime|realTime)" : ".*";
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(TrueTimeBenchmark.class.getName() + "\\." + methods + "$")
                        .addProfiler(GCProfiler.class)
                        .forks(effort.forks())
                        .warmupIterations(effort.warmups())
                        .warmupTime(time)
                        .measurementIterations(effort.iterations())
                        .measurementTime(time)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true);
        try {
            return TrueTimeFigures.rows(new Runner(options.build()).run());
        } catch (RunnerException failed) {
            throw new Complaint(
                    "The measurement broke off: " + failed.getMessage(),
                    "JMH",
                    "If another JMH run is going on, let it end first.",
                    failed);
        }
    }

    private static BenchReport report(Effort effort, List<Row> rows) throws IOException {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("forks", Integer.toString(effort.forks()));
        config.put("warm-up iterations", Integer.toString(effort.warmups()));
        config.put("iterations", Integer.toString(effort.iterations()));
        config.put("iteration millis", Integer.toString(effort.millis()));
        return new BenchReport(
                "clock",
                Version.current().commit(),
                Machine.current(Path.of(System.getProperty("java.io.tmpdir"))),
                config,
                rows);
    }
}
