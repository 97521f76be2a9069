package dev.isochron.node.demo;

import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.DurationText;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.node.process.ConsoleOperator;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.shard.ShardStatus;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron demo`: three nodes that serve SQL; if asked, a line a second about a log under load.
@Command(
        name = "demo",
        description = "Runs three nodes in one process, with SQL for psql and JDBC, until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Subcommand {
    private static final int WRITERS = 8;

    @Spec private CommandSpec spec;

    @Option(
            names = "--duration",
            converter = DurationText.class,
            paramLabel = "TIME",
            description = "End after this long, for example 5s; default: until Ctrl-C.")
    private @Nullable Duration duration;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the nodes keep their data; default: a temporary directory.")
    private @Nullable Path data;

    @Option(
            names = "--nodes",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many nodes, 1 to 9; default ${DEFAULT-VALUE}.")
    private int nodes;

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
                    "Write lines to the replicated log all the time, and tell every second how"
                            + " many; so does --duration.")
    private boolean log;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (nodes < 1 || nodes > 9) {
            throw new Complaint(nodes + " nodes are impossible", "--nodes", "Take 1 to 9.");
        }
        Optional<Path> temporary =
                data == null
                        ? Optional.of(Files.createTempDirectory("isochron-demo"))
                        : Optional.empty();
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch cleaned = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> endOnSignal(ended, cleaned)));
        try {
            run(temporary.orElseGet(() -> Objects.requireNonNull(data)), ended);
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

    private void run(Path where, CountDownLatch ended) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.printf("isochron demo: %d nodes in one process, data in %s%n", nodes, where);
        out.flush();
        long begun = System.nanoTime();
        try (DemoCluster cluster =
                        new DemoCluster(
                                where, nodes, id -> new ConsoleOperator(err, id.toString()));
                DemoSql sql = new DemoSql(cluster, sqlPort)) {
            Duration ready = Duration.ofNanos(System.nanoTime() - begun);
            sql.tell(out, cluster.addresses(), ready);
            if (log || duration != null) {
                writeLines(cluster, ended);
            } else {
                ended.await();
            }
        }
    }

    private void writeLines(DemoCluster cluster, CountDownLatch ended) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (DemoWriter writer = new DemoWriter(cluster.nodes(), born(cluster), WRITERS)) {
            long start = System.nanoTime();
            long lines = 0;
            boolean more = true;
            while (more) {
                long left =
                        duration == null
                                ? Long.MAX_VALUE
                                : duration.toNanos() - (System.nanoTime() - start);
                boolean signal =
                        ended.await(
                                Math.min(left, Duration.ofSeconds(1).toNanos()),
                                TimeUnit.NANOSECONDS);
                out.println(line(cluster, writer.written() - lines));
                out.flush();
                lines = writer.written();
                more = !signal && left > Duration.ofSeconds(1).toNanos();
            }
            out.printf("%,d lines were written and acknowledged%n", writer.written());
            out.flush();
        }
    }

    private static Timestamp born(DemoCluster cluster) {
        return cluster.nodes().getFirst().clock().time().now()
                        instanceof Reading.Usable(Interval interval)
                ? interval.latest()
                : Timestamp.MIN;
    }

    private static String line(DemoCluster cluster, long lines) {
        List<NodeStatus> all = cluster.status();
        ClockStatus clock = cluster.nodes().getFirst().clock().time().status();
        long chosen = 0;
        Optional<NodeStatus> leader = Optional.empty();
        StringBuilder syncs = new StringBuilder();
        TreeMap<Long, NodeId> shards = new TreeMap<>();
        for (NodeStatus status : all) {
            for (NodeStatus.GroupStatus group : status.groups()) {
                chosen = Math.max(chosen, group.view().chosen().value());
                if (group.view().serving() && group.shard().isEmpty()) {
                    leader = Optional.of(status);
                }
                if (group.shard().filter(ShardStatus::leading).isPresent()) {
                    Plan.shardOf(group.group())
                            .ifPresent(s -> shards.put(s.value(), status.node()));
                }
            }
            status.disk()
                    .ifPresent(disk ->
                            syncs.append(syncs.isEmpty() ? "" : " ")
                                    .append(Durations.text(disk.meanSyncNanos())));
        }
        String epsilon =
                clock.reading() instanceof Reading.Usable(Interval interval)
                        ? Durations.text(interval.epsilonNanos())
                        : "clock unusable";
        return "%s  leader %-4s  shards %s  chosen %,10d slots  %,7d lines/s  ε %s (%s)  sync %s"
                .formatted(
                        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                        leader.map(l -> l.node().toString()).orElse("none"),
                        shards.isEmpty() ? "not led yet" : led(shards),
                        chosen,
                        lines,
                        epsilon,
                        clock.source(),
                        syncs);
    }

    private static String led(Map<Long, NodeId> shards) {
        return shards.entrySet().stream()
                .map(shard -> "s" + shard.getKey() + "@" + shard.getValue())
                .collect(Collectors.joining(" "));
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
