package dev.isochron.node.demo;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.DurationText;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.node.process.ConsoleOperator;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron demo`: a small cluster with something in it, and a shell for SQL to look at it.
@Command(
        name = "demo",
        description = {
            "Runs a replicated cluster in one process, with SQL for psql, JDBC and the shell that"
                    + " it opens; loads TPC-C and a small bank meanwhile.",
            "",
            "Without a terminal there is no shell: it runs until Ctrl-C, or works for --duration"
                    + " and prints a report.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  isochron demo                              look around in a shell",
            "  isochron demo --workload tpcc --chaos      the same, with work and trouble",
            "  isochron demo --tiny --workload tpcc --duration 5s",
            "                                             a report, and that was it"
        })
public final class DemoCommand implements Subcommand {
    private static final String USUAL_WORKLOAD = "tpcc";

    @Spec private CommandSpec spec;

    @Option(
            names = "--nodes",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many nodes, 1 to 9; default ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            description = "Keep clients at work: tpcc or bank.")
    private @Nullable String workload;

    @Option(
            names = "--chaos",
            description = "Kill, stop or cut off the node that leads, every quarter of a minute.")
    private boolean chaos;

    @Option(
            names = "--duration",
            converter = DurationText.class,
            paramLabel = "TIME",
            description =
                    "Work for so long once the rows are there, for example 5s, print a report and"
                            + " end; without --workload it is tpcc.")
    private @Nullable Duration duration;

    @Option(names = "--tiny", description = "A hundredth of the rows, which are there at once.")
    private boolean tiny;

    @Option(
            names = "--load",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "--no-load: begin with nothing in it.")
    private boolean loads;

    @Option(
            names = "--shell",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "--no-shell: serve until Ctrl-C, also at a terminal.")
    private boolean shell;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the nodes keep their data, to be found again the next time; default: a"
                            + " temporary directory.")
    private @Nullable Path data;

    @Option(
            names = "--sql-port",
            defaultValue = "0",
            paramLabel = "PORT",
            description =
                    "Where the first node serves SQL at 127.0.0.1; default 5432, or a free one if"
                            + " that is taken.")
    private int sqlPort;

    @Option(
            names = "--log",
            description =
                    "Instead of all that write lines to the replicated log beneath, and tell every"
                            + " second how many.")
    private boolean log;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (nodes < 1 || nodes > 9) {
            throw new Complaint(nodes + " nodes are impossible", "--nodes", "Take 1 to 9.");
        }
        Optional<DemoWorkload> wanted = wanted();
        Optional<Path> temporary =
                data == null
                        ? Optional.of(Files.createTempDirectory("isochron-demo"))
                        : Optional.empty();
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch cleaned = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> endOnSignal(ended, cleaned)));
        try {
            run(temporary.orElseGet(() -> Objects.requireNonNull(data)), wanted, ended);
            return ExitCode.OK;
        } finally {
            if (temporary.isPresent()) {
                delete(temporary.get());
            }
            cleaned.countDown();
        }
    }

    private static void endOnSignal(CountDownLatch ended, CountDownLatch cleaned) {
        ended.countDown();
        try {
            boolean _ = cleaned.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Path where, Optional<DemoWorkload> wanted, CountDownLatch ended)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.printf("isochron demo: %d nodes in one process, data in %s%n", nodes, where);
        out.flush();
        StartTeller teller = new StartTeller(out, StartTeller.USUAL, "starting the servers");
        try (teller;
                DemoCluster cluster =
                        new DemoCluster(
                                where, nodes, id -> new ConsoleOperator(err, id.toString()));
                DemoSql sql = sql(cluster, teller)) {
            teller.close();
            sql.tell(out, teller.taken());
            if (log) {
                new DemoLog(cluster, out, duration).run(ended);
            } else {
                DemoShow show = show(cluster, sql, wanted);
                if (opensShell()) {
                    show.atTerminal();
                } else {
                    show.run(ended);
                }
            }
        }
    }

    private DemoSql sql(DemoCluster cluster, StartTeller teller) {
        teller.goesOn("the servers are up; they found a cluster and choose leaders");
        return new DemoSql(cluster, sqlPort);
    }

    private DemoShow show(DemoCluster cluster, DemoSql sql, Optional<DemoWorkload> wanted) {
        DemoShow.Wishes wishes =
                new DemoShow.Wishes(
                        loads ? found() : List.copyOf(wanted.stream().toList()),
                        wanted,
                        Optional.ofNullable(duration),
                        tiny,
                        chaos);
        return new DemoShow(cluster, sql, wishes, spec.commandLine().getOut());
    }

    /// Whoever measures, or pipes, wants no shell.
    private boolean opensShell() {
        return shell
                && duration == null
                && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /// What clients shall do, if anything.
    private Optional<DemoWorkload> wanted() {
        String name = workload == null && duration != null ? USUAL_WORKLOAD : workload;
        if (name == null || log) {
            return Optional.empty();
        }
        List<DemoWorkload> found = found();
        Optional<DemoWorkload> wanted =
                found.stream().filter(each -> each.name().equals(name)).findFirst();
        if (wanted.isEmpty()) {
            throw new Complaint(
                    "there is no workload " + name,
                    "--workload",
                    "There is " + String.join(", ", found.stream().map(w -> w.name()).toList()));
        }
        return wanted;
    }

    private static List<DemoWorkload> found() {
        List<DemoWorkload> found = new ArrayList<>();
        ServiceLoader.load(DemoWorkload.class).forEach(found::add);
        found.sort(Comparator.comparing(DemoWorkload::name));
        return found;
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
