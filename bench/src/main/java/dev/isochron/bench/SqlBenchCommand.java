package dev.isochron.bench;

import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.peer.PostgresPeer;
import dev.isochron.bench.sql.SqlBench;
import dev.isochron.bench.sql.SqlPlan;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron bench sql`.
@Command(
        name = "sql",
        description = {
            "Measures SQL: three server processes, replicated and synced, beside PostgreSQL alone"
                    + " and PostgreSQL with two synchronous standbys, in turns.",
            "",
            "Loads come from pgbench and sysbench, where they are installed; rows are loaded by"
                    + " COPY, indexed, counted, joined and grouped; tables are created and dropped."
                    + " Each figure comes with what servers spent for it. The last lines compare"
                    + " with the targets. What each figure means: docs/benchmarks.md.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron bench sql --quick                   a first impression, under 45 seconds",
            "  isochron bench sql --quick --rows 1000000    the same with a million rows, minutes",
            "  isochron bench sql --json sql.json           everything, about a quarter of an hour",
            "  isochron bench sql --parts work --rows 10000000 --subjects isochron,postgres",
            "",
            "Exit code: 0 when every target that could be judged was met, 1 otherwise."
        })
final class SqlBenchCommand implements Callable<Integer> {

    @Mixin private RunOptions run = new RunOptions();

    @Option(names = "--quick", description = "Few rows, short loads, servers that are cold.")
    private boolean quick;

    @Option(
            names = "--subjects",
            paramLabel = "NAME",
            split = ",",
            description = "Who takes part: isochron, postgres, postgres-sync. All by default.")
    private @Nullable List<Subject> subjects;

    @Option(
            names = "--parts",
            paramLabel = "PART",
            split = ",",
            description = "What to measure: work, loads. Both by default.")
    private Set<SqlBench.Part> parts = EnumSet.allOf(SqlBench.Part.class);

    @Option(names = "--rows", paramLabel = "N", description = "Rows that are loaded and counted.")
    private @Nullable Integer rows;

    @Option(names = "--tables", paramLabel = "N", description = "Tables to create and drop.")
    private @Nullable Integer tables;

    @Option(names = "--clients", paramLabel = "N", description = "Clients of a load.")
    private @Nullable Integer clients;

    @Option(names = "--seconds", paramLabel = "S", description = "How long a load is.")
    private @Nullable Integer seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "How long each load warms the servers up.")
    private @Nullable Integer warmUp;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often each case is measured.")
    private @Nullable Integer repetitions;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SqlPlan plan = plan();
        Consumer<String> progress = RunOptions.progress(spec.commandLine().getErr());
        Map<String, String> config = new LinkedHashMap<>();
        config.put("mode", quick ? "quick" : "full");
        config.putAll(plan.described());
        return run.run(
                "sql",
                config,
                spec.commandLine().getOut(),
                workspace -> {
                    try (SqlSides sides =
                            SqlSides.start(
                                    subjects(progress), workspace, plan.lifetime(), progress)) {
                        sides.all()
                                .forEach(side ->
                                        side.settings()
                                                .forEach((key, value) ->
                                                        config.put(
                                                                side.subject() + ": " + key,
                                                                value)));
                        return new SqlBench(plan, parts, sides.all(), progress).run();
                    }
                });
    }

    private List<Subject> subjects(Consumer<String> progress) {
        if (subjects != null) {
            return subjects;
        }
        if (!PostgresPeer.isInstalled()) {
            progress.accept("PostgreSQL is not installed (apt install postgresql): left out");
            return List.of(Subject.ISOCHRON);
        }
        return List.of(Subject.ISOCHRON, Subject.POSTGRES, Subject.POSTGRES_SYNC);
    }

    private SqlPlan plan() {
        SqlPlan usual = quick ? SqlPlan.quick() : SqlPlan.full();
        return new SqlPlan(
                rows == null ? usual.rows() : rows,
                tables == null ? usual.tables() : tables,
                clients == null ? usual.clients() : clients,
                usual.sysbenchRows(),
                seconds == null ? usual.loadSeconds() : seconds,
                warmUp == null ? usual.warmUpSeconds() : warmUp,
                repetitions == null ? usual.repetitions() : repetitions,
                usual.lifetime());
    }
}
