package dev.isochron.bench;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Machine;
import dev.isochron.bench.harness.Metric;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.jmh.StorageBenchmark;
import dev.isochron.bench.jmh.StorageFigures;
import dev.isochron.bench.jmh.StorageFixture;
import dev.isochron.bench.large.LargeBench;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

/// `isochron bench storage`.
@Command(
        name = "storage",
        description = {
            "Measures what a replica's storage costs on one thread: reads of what is in memory and"
                    + " of what is stored, scans, writes into memory, a flush.",
            "",
            "Beside it, in the same run: bare LMDB with the same keys and rows.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench storage --quick",
            "  isochron bench storage --gigabytes 10        more than the heap holds",
            "",
            "Exit code: 0 when every target was met, 1 otherwise. What is measured:"
                    + " docs/benchmarks.md."
        })
final class StorageBenchCommand implements Callable<Integer> {
    private static final Metric FLUSHED = new Metric("synced batch", "rows/s");

    @Option(names = "--quick", description = "Fewer rows and shorter runs, under a minute.")
    private boolean quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the results to this file, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where the data goes, on the disk to measure; by default ${DEFAULT-VALUE}."
                            + " Nothing is left there.")
    private Path directory = Workspace.usualParent();

    @Option(
            names = "--gigabytes",
            paramLabel = "N",
            description =
                    "Instead: one replica with so many gigabytes of rows, in processes with 1 GB of"
                            + " heap, loaded, changed, killed, replayed, read and swept. Needs"
                            + " twice the room on the disk; 10 take some minutes.")
    private @Nullable Double gigabytes;

    @Spec private CommandSpec spec;

    /// How much is stored, and how long each benchmark runs.
    private record Effort(int rows, int warmups, int iterations, int millis) {
        private static final Effort QUICK = new Effort(200_000, 3, 3, 400);
        private static final Effort FULL = new Effort(1_000_000, 5, 5, 1_000);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        try (Workspace workspace = Workspace.below(directory)) {
            List<Row> rows = rows(effort, workspace);
            PrintWriter out = spec.commandLine().getOut();
            out.println(ResultTable.render(rows));
            out.flush();
            if (json != null) {
                report(effort, rows).writeTo(json);
            }
            return ResultTable.allTargetsMet(rows) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private List<Row> rows(Effort effort, Workspace workspace)
            throws IOException, InterruptedException {
        if (gigabytes != null) {
            return large(gigabytes, workspace);
        }
        List<Row> rows = new ArrayList<>(flush(effort, workspace));
        rows.addAll(measure(effort, workspace));
        return rows;
    }

    private List<Row> large(double size, Workspace workspace) throws InterruptedException {
        try {
            return new LargeBench(size, workspace, RunOptions.progress(spec.commandLine().getErr()))
                    .run();
        } catch (IOException failed) {
            throw new Complaint(
                    "The measurement broke off: " + failed.getMessage(),
                    workspace.directory().toString(),
                    "A row that is not what was written is a bug of the store.",
                    failed);
        }
    }

    /// All rows in one synced batch, into an empty store.
    private static List<Row> flush(Effort effort, Workspace workspace) throws IOException {
        try (StorageFixture fixture = new StorageFixture(workspace.directory(), effort.rows())) {
            String name = "flush of new rows";
            double ours = effort.rows() / fixture.flushSeconds();
            double bare = effort.rows() / fixture.bareFillSeconds();
            return List.of(
                    Row.of(name, Subject.ISOCHRON, FLUSHED, ours),
                    Row.of(name, Subject.RAW, FLUSHED, bare));
        }
    }

    private List<Row> measure(Effort effort, Workspace workspace) {
        TimeValue time = TimeValue.milliseconds(effort.millis());
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(StorageBenchmark.class.getName() + "\\..*$")
                        .param("rows", Integer.toString(effort.rows()))
                        .param("directory", workspace.directory().toString())
                        .forks(1)
                        .warmupIterations(effort.warmups())
                        .warmupTime(time)
                        .measurementIterations(effort.iterations())
                        .measurementTime(time)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true);
        try {
            return StorageFigures.rows(new Runner(options.build()).run());
        } catch (RunnerException failed) {
            throw new Complaint(
                    "The measurement broke off: " + failed.getMessage(),
                    "JMH",
                    "If another JMH run is going on, let it end first.",
                    failed);
        }
    }

    private BenchReport report(Effort effort, List<Row> rows) throws IOException {
        Map<String, String> config = new LinkedHashMap<>();
        if (gigabytes != null) {
            config.put("gigabytes", gigabytes.toString());
            return report(config, rows);
        }
        config.put("rows", Integer.toString(effort.rows()));
        config.put("warm-up iterations", Integer.toString(effort.warmups()));
        config.put("iterations", Integer.toString(effort.iterations()));
        config.put("iteration millis", Integer.toString(effort.millis()));
        return report(config, rows);
    }

    private BenchReport report(Map<String, String> config, List<Row> rows) throws IOException {
        return new BenchReport(
                "storage", Version.current().commit(), Machine.current(directory), config, rows);
    }
}
