package dev.isochron.bench;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Machine;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What benches that start processes have in common: where those live, and what becomes of the
/// results.
final class RunOptions {

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the results to this file, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where servers keep their data, on the disk to measure; by default"
                            + " ${DEFAULT-VALUE}. Nothing is left there.")
    private Path directory = Workspace.usualParent();

    @Option(names = "--keep", description = "Leave the data and logs of all processes in place.")
    private boolean keep;

    /// A run that needs a directory.
    @FunctionalInterface
    interface Run {
        List<Row> in(Workspace workspace) throws IOException, InterruptedException;
    }

    /// Runs it, prints its rows, writes them down, and says as an exit code whether all targets
    /// were met.
    int run(String bench, Map<String, String> config, PrintWriter out, Run run)
            throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.below(directory)) {
            if (keep) {
                workspace.keep();
            }
            List<Row> rows = rows(workspace, run);
            out.println(ResultTable.render(rows));
            out.flush();
            if (json != null) {
                report(bench, config, workspace, rows).writeTo(json);
            }
            return ResultTable.allTargetsMet(rows) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static List<Row> rows(Workspace workspace, Run run) throws InterruptedException {
        try {
            return run.in(workspace);
        } catch (IOException failed) {
            workspace.keep();
            throw new Complaint(
                    "The measurement broke off: " + failed.getMessage(),
                    workspace.directory().toString(),
                    "The logs of all processes are there.",
                    failed);
        }
    }

    private static BenchReport report(
            String bench, Map<String, String> config, Workspace workspace, List<Row> rows)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(config);
        all.putIfAbsent(Lifetime.FLAGS, String.join(" ", Lifetime.LONG.flags()));
        return new BenchReport(
                bench,
                Version.current().commit(),
                Machine.current(workspace.directory()),
                all,
                rows);
    }

    /// Tells a person what is being done, and since when.
    static Consumer<String> progress(PrintWriter err) {
        long startNanos = System.nanoTime();
        return line -> {
            err.printf("%5.1f s  %s%n", (System.nanoTime() - startNanos) / 1e9, line);
            err.flush();
        };
    }
}
