package dev.isochron.bench;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Machine;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.IsochronLog;
import dev.isochron.bench.log.LogBench;
import dev.isochron.bench.log.LogPlan;
import dev.isochron.bench.log.LogSubject;
import dev.isochron.bench.peer.RatisPeer;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench log`.
@Command(
        name = "log",
        description = {
            "Measures one replicated log: three server processes and a client process on this"
                    + " machine.",
            "",
            "Beside it, in the same run and in turns: the raw limit (the same bytes written and"
                    + " synced by one process, and a bare gRPC round trip), and Apache Ratis.",
            "The last lines compare with the targets. Only ratios within one run mean anything;"
                    + " keep the machine quiet all the same. What each figure means:"
                    + " docs/benchmarks.md.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench log --quick                  a first impression, under 45 seconds",
            "  isochron bench log --json log.json          everything, about a quarter of an hour",
            "  isochron bench log --subjects raw,isochron  without the peer",
            "",
            "Exit code: 0 when every target that could be judged was met, 1 otherwise."
        })
final class LogCommand implements Callable<Integer> {

    @Mixin private LogPlanOptions options = new LogPlanOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the results to this file, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--subjects",
            paramLabel = "NAME",
            split = ",",
            description = "What to measure; all by default: isochron, raw, ratis.")
    private @Nullable Set<Subject> chosen;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where servers keep their data, on the disk to measure; by default"
                            + " ${DEFAULT-VALUE}. Nothing is left there.")
    private Path directory = Workspace.usualParent();

    @Option(names = "--keep", description = "Leave the data and logs of all processes in place.")
    private boolean keep;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogPlan plan = options.plan();
        try (Workspace workspace = workspace()) {
            BenchReport report = report(plan, workspace, rows(plan, workspace));
            PrintWriter out = spec.commandLine().getOut();
            out.println(ResultTable.render(report.results()));
            out.flush();
            if (json != null) {
                report.writeTo(json);
            }
            return ResultTable.allTargetsMet(report.results()) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private Workspace workspace() throws IOException {
        Workspace workspace = Workspace.below(directory);
        if (keep) {
            workspace.keep();
        }
        return workspace;
    }

    private List<Row> rows(LogPlan plan, Workspace workspace) throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        long startNanos = System.nanoTime();
        LogBench bench =
                new LogBench(
                        plan,
                        logs(),
                        subjects().contains(Subject.RAW),
                        workspace,
                        line -> {
                            err.printf(
                                    "%5.1f s  %s%n", (System.nanoTime() - startNanos) / 1e9, line);
                            err.flush();
                        });
        try {
            return bench.run();
        } catch (IOException failed) {
            workspace.keep();
            throw new Complaint(
                    "The measurement broke off: " + failed.getMessage(),
                    workspace.directory().toString(),
                    "The logs of all processes are there.",
                    failed);
        }
    }

    private Set<Subject> subjects() {
        return chosen == null ? EnumSet.of(Subject.ISOCHRON, Subject.RAW, Subject.RATIS) : chosen;
    }

    private List<LogSubject> logs() {
        Lifetime lifetime = options.plan().lifetime();
        List<LogSubject> known = List.of(new IsochronLog(lifetime), new RatisPeer(lifetime));
        List<LogSubject> logs = new ArrayList<>();
        for (LogSubject subject : known) {
            if (subjects().contains(subject.subject())) {
                logs.add(subject);
            }
        }
        return logs;
    }

    private BenchReport report(LogPlan plan, Workspace workspace, List<Row> rows)
            throws IOException {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("mode", options.mode());
        config.putAll(plan.described());
        for (LogSubject subject : logs()) {
            subject.settings()
                    .forEach((key, value) ->
                            config.put(subject.subject().label() + ": " + key, value));
        }
        return new BenchReport(
                "log",
                Version.current().commit(),
                Machine.current(workspace.directory()),
                config,
                rows);
    }
}
