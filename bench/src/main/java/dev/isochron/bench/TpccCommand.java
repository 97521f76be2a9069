package dev.isochron.bench;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Machine;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.report.HtmlReport;
import dev.isochron.bench.report.PngReport;
import dev.isochron.bench.tpcc.Contender;
import dev.isochron.bench.tpcc.TpccBench;
import dev.isochron.bench.tpcc.TpccPlan;
import dev.isochron.bench.tpcc.TpccRows;
import dev.isochron.bench.tpcc.load.Progress;
import dev.isochron.bench.tpcc.sql.SqlFailure;
import dev.isochron.client.error.IsochronException;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Version;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench tpcc`.
@Command(
        name = "tpcc",
        description = {
            "Runs TPC-C (revision 5.11, in its style: nothing was audited): loads what is missing,"
                    + " lets terminals work, prints orders per minute and response times.",
            "",
            "The database is a cluster of server processes that it starts (--local), a running one"
                    + " (--connect), or any that JDBC reaches (--url). With --against, peers"
                    + " are started beside it and all run in turns.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  isochron bench tpcc --quick                  a first impression, under 45 seconds",
            "  isochron bench tpcc --local 3 --api native --warehouses 1 --terminals 10 --no-wait",
            "  isochron bench tpcc --url 'postgresql://127.0.0.1/test?user=me' --warehouses 2",
            "  isochron bench tpcc --local 3 --no-wait --duration 2m --verify"
                    + " --chaos kill-leader@30s,pause@60s,partition@90s --report tpcc.html",
            "  isochron bench tpcc --local 3 --no-wait --against postgres-sync --repetitions 3",
            "",
            "Exit code: 0 when the run was made, every condition that was checked holds and every"
                    + " target that could be judged was met; 1 otherwise."
        })
final class TpccCommand implements Callable<Integer> {

    @Mixin private TpccTargetOptions targets = new TpccTargetOptions();

    @Mixin private TpccPlanOptions options = new TpccPlanOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the results to this file, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write a page with charts there, which needs nothing but itself.")
    private @Nullable Path page;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Also draw the first run there, second by second.")
    private @Nullable Path picture;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where servers that are started here keep their data; by default"
                            + " ${DEFAULT-VALUE}. Nothing is left there.")
    private Path directory = Workspace.usualParent();

    @Option(names = "--keep", description = "Leave the data and logs of all processes in place.")
    private boolean keep;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TpccPlan plan = options.plan();
        if (options.isQuick()) {
            targets.orLocal(3);
        }
        try (Workspace workspace = Workspace.below(directory)) {
            if (keep) {
                workspace.keep();
            }
            try {
                return run(plan, workspace);
            } catch (IOException | SqlFailure | IsochronException failed) {
                workspace.keep();
                throw new Complaint(
                        "The measurement broke off: " + failed.getMessage(),
                        workspace.directory().toString(),
                        "The logs of all processes are there.",
                        failed);
            }
        }
    }

    private int run(TpccPlan plan, Workspace workspace) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> progress = RunOptions.progress(err);
        boolean terminal = isTerminal();
        try (Contenders contenders = targets.start(plan, workspace, progress)) {
            TpccBench.Result result =
                    new TpccBench(
                                    plan,
                                    contenders.all(),
                                    () -> new Progress(err, terminal, plan.scale().rows()),
                                    progress)
                            .run();
            List<Row> rows = TpccRows.of(plan, result);
            PrintWriter out = spec.commandLine().getOut();
            out.println(ResultTable.render(rows));
            out.flush();
            write(report(plan, contenders.all(), workspace, result, rows));
            boolean consistent = result.findings().values().stream().allMatch(List::isEmpty);
            return consistent && ResultTable.allTargetsMet(rows) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private void write(BenchReport report) throws IOException {
        if (json != null) {
            report.writeTo(json);
        }
        if (page != null) {
            HtmlReport.write(report, page);
        }
        if (picture != null) {
            PngReport.write(report, picture);
        }
    }

    private BenchReport report(
            TpccPlan plan,
            List<Contender> contenders,
            Workspace workspace,
            TpccBench.Result result,
            List<Row> rows)
            throws IOException {
        Map<String, String> config = new LinkedHashMap<>(plan.described());
        config.put("api", targets.api().toString());
        for (Contender contender : contenders) {
            contender
                    .settings()
                    .forEach((key, value) ->
                            config.put(contender.subject().label() + ": " + key, value));
        }
        return new BenchReport(
                "tpcc",
                Version.current().commit(),
                Machine.current(workspace.directory()),
                config,
                rows,
                TpccRows.tracks(plan, result),
                TpccRows.marks(result),
                TpccRows.recorded(plan, result),
                TpccRows.spendings(plan, result));
    }
}
