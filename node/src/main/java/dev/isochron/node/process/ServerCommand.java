package dev.isochron.node.process;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.DurationText;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.ledger.LedgerSettings;
import dev.isochron.node.metrics.MetricsServer;
import dev.isochron.node.metrics.NodeMetrics;
import dev.isochron.node.sql.SqlOptions;
import dev.isochron.node.sql.SqlService;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.truetime.settings.ClockSettings;
import dev.isochron.truetime.settings.InvalidClockSettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron server`: one node of a cluster, until it is told to stop.
@Command(
        name = "server",
        description = "Runs one node of a cluster.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading =
                "%nA cluster of three on one machine, each line in a terminal of its own:%n",
        footer = {
            "  P=1=127.0.0.1:7001,2=127.0.0.1:7002,3=127.0.0.1:7003",
            "  ./isochron server --node 1 --peers $P --data n1",
            "  ./isochron server --node 2 --peers $P --data n2",
            "  ./isochron server --node 3 --peers $P --data n3",
            "",
            "The cluster is founded when all nodes named in --peers have met; afterwards a majority"
                    + " of a group's replicas is enough. SIGTERM and Ctrl-C hand over what the node"
                    + " leads and end it."
        })
public final class ServerCommand implements Subcommand {
    private static final String PEERS = "--peers";

    @Spec private CommandSpec spec;

    @Option(
            names = "--node",
            paramLabel = "N",
            description =
                    "Number of this founder, from 1; never used for another node again. One that"
                            + " joins is told its number.")
    private long node;

    @Option(
            names = PEERS,
            paramLabel = "N=HOST:PORT,…",
            description =
                    "The founders of the cluster, this one among them; the same on all of them.")
    private @Nullable String peers;

    @Mixin private final JoinFlags joining = new JoinFlags();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The node's directory; made if it does not exist.")
    private Path data = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen, if not at this node's address in --peers.")
    private @Nullable String listen;

    @Option(
            names = "--groups",
            defaultValue = "1",
            paramLabel = "N",
            description = "Groups to found, 1 to 10000; default ${DEFAULT-VALUE}.")
    private int groups;

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "Replicas of each group; default 3, or all nodes if there are fewer.")
    private @Nullable Integer copies;

    @Option(
            names = "--keep-lines",
            defaultValue = "1024",
            paramLabel = "N",
            description =
                    "Newest lines of each group that can be read back, 1 to 4194304; default"
                            + " ${DEFAULT-VALUE}.")
    private int keepLines;

    @Option(
            names = "--metrics-listen",
            paramLabel = "HOST:PORT",
            description =
                    "Serve metrics at http://HOST:PORT/metrics for Prometheus, without asking who"
                            + " comes; off by default. See docs/operating.md.")
    private @Nullable String metrics;

    @Option(
            names = "--split-at",
            split = ",",
            paramLabel = "HEX,…",
            description = {
                "Keys at which the key space is cut into shards when the cluster is founded, as"
                        + " hex digits; docs/keys.md tells what the bytes mean. One shard has all"
                        + " keys by default."
            })
    private List<String> splitAt = List.of();

    @Option(
            names = "--clock",
            paramLabel = "SOURCE",
            description =
                    "Where time comes from: single-host (default), kernel, fixed. See"
                            + " docs/clock.md.")
    private @Nullable String clock;

    @Option(
            names = "--check-every",
            defaultValue = "1h",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description =
                    "Compare the replicas of the shards led here, in the background, with so much"
                            + " rest between two rounds; 0s for never; default ${DEFAULT-VALUE}."
                            + " See also isochron check.")
    private Duration checkEvery = Duration.ZERO;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Properties: clock.source and the others of docs/clock.md, and controller.….")
    private @Nullable Path config;

    @Mixin private final SqlFlags sql = new SqlFlags();

    @Mixin private final ControlFlags control = new ControlFlags();

    private final Consumer<NodeProcess> bound;

    /// As the command line knows it.
    public ServerCommand() {
        this(_ -> {});
    }

    /// @param bound hears of the node before it is started
    public ServerCommand(Consumer<NodeProcess> bound) {
        this.bound = bound;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Optional<SqlOptions> sqlOptions = sql.options();
        sqlOptions.ifPresent(SqlOptions::requireGuarded);
        joining.requireNoFounder(peers);
        ClockSettings clocks = clockSettings();
        Optional<RosterFile.Kept> entered =
                peers == null ? Optional.of(enter(clocks, err)) : Optional.empty();
        Map<NodeId, String> founders =
                peers == null ? Map.of() : Endpoints.parsePeers(peers, PEERS);
        Map<NodeId, String> cluster = entered.map(JoinFlags::addresses).orElse(founders);
        NodeId self = entered.map(RosterFile.Kept::self).orElseGet(() -> self(founders));
        node = self.value();
        Plan plan = entered.isPresent() ? Plan.ofNewcomer(self) : plan(founders);
        ServerOptions options = options(plan, cluster.getOrDefault(self, ""), clocks);
        ConsoleOperator operator = new ConsoleOperator(err, "node " + node);
        try (NodeProcess process = NodeProcess.bind(options, operator)) {
            bound.accept(process);
            CountDownLatch closed = new CountDownLatch(1);
            AtomicReference<@Nullable SqlService> service = new AtomicReference<>();
            Thread hook =
                    Thread.ofPlatform().unstarted(() -> closeOnSignal(process, service, closed));
            Runtime.getRuntime().addShutdownHook(hook);
            process.start(founders);
            if (checkEvery.isPositive()) {
                process.inspect(checkEvery);
            }
            return run(
                    process,
                    operator,
                    () -> sqlOptions.ifPresent(o -> service.set(serveSql(process, cluster, o))));
        }
    }

    private RosterFile.Kept enter(ClockSettings clocks, PrintWriter err) {
        return joining.enter(data, listen, clocks, said -> err.println("isochron: " + said));
    }

    private SqlService serveSql(
            NodeProcess process, Map<NodeId, String> cluster, SqlOptions options) {
        String own = Objects.requireNonNull(cluster.get(new NodeId(node)));
        SqlService service =
                SqlService.start(process.home(), own, List.copyOf(cluster.values()), options);
        PrintWriter out = spec.commandLine().getOut();
        InetSocketAddress at = service.address();
        out.println(
                "isochron: node "
                        + node
                        + " serves SQL at "
                        + at.getAddress().getHostAddress()
                        + ":"
                        + at.getPort());
        out.flush();
        return service;
    }

    /// @param sql begins to serve SQL
    private int run(NodeProcess process, ConsoleOperator operator, Runnable sql)
            throws InterruptedException {
        if (metrics == null) {
            announce(process, operator.stopped(), sql);
            return awaitEnd(operator.stopped());
        }
        InetSocketAddress at = Endpoints.parse(metrics, "--metrics-listen");
        try (MetricsServer server =
                MetricsServer.start(at, () -> process.sight().map(NodeMetrics::of))) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("isochron: metrics at http:/" + server.address() + "/metrics");
            announce(process, operator.stopped(), sql);
            return awaitEnd(operator.stopped());
        }
    }

    /// Runs when the process is asked to end, beside the thread that waits in [#awaitEnd].
    private static void closeOnSignal(
            NodeProcess process,
            AtomicReference<@Nullable SqlService> service,
            CountDownLatch closed) {
        SqlService serving = service.get();
        if (serving != null) {
            serving.close();
        }
        process.close();
        closed.countDown();
    }

    private static int awaitEnd(CompletableFuture<String> stopped) throws InterruptedException {
        while (true) {
            try {
                stopped.get(1, TimeUnit.HOURS);
                return ExitCode.FAILED;
            } catch (TimeoutException e) {
                // Still running: that is what a server does.
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Says so, on the standard output, when the node is part of a cluster.
    private void announce(NodeProcess process, CompletableFuture<String> stopped, Runnable sql)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("isochron: node " + node + " listens at " + text(process));
        out.flush();
        while (!stopped.isDone()) {
            CompletableFuture<NodeStatus> status = new CompletableFuture<>();
            process.withNode(n -> status.complete(n.status()));
            NodeStatus now = status.join();
            if (now.cluster().isPresent()) {
                out.println(
                        "isochron: node " + node + " is ready in cluster " + now.cluster().get());
                out.flush();
                sql.run();
                return;
            }
            TimeUnit.MILLISECONDS.sleep(ANNOUNCE_PAUSE_MILLIS);
        }
    }

    private static final long ANNOUNCE_PAUSE_MILLIS = 20;

    private static String text(NodeProcess process) {
        return process.address().getAddress().getHostAddress() + ":" + process.address().getPort();
    }

    private Plan plan(Map<NodeId, String> founders) {
        int replicas = copies == null ? Math.min(3, founders.size()) : copies;
        if (replicas < 1) {
            throw new Complaint(
                    replicas + " replicas of a group would keep nothing",
                    "--copies " + replicas,
                    "Give at least 1, or leave it out: there are 3 then, or as many as nodes.");
        }
        try {
            return new Plan(List.copyOf(founders.keySet()), groups, replicas)
                    .withShards(borders())
                    .withController();
        } catch (IllegalArgumentException e) {
            throw refuse(
                    String.valueOf(e.getMessage()),
                    "--groups, --copies, --peers, --split-at, --keep-lines");
        }
    }

    private ClockSettings clockSettings() {
        try {
            return ClockSettings.parse(clockConfiguration());
        } catch (InvalidClockSettingsException e) {
            throw refuse(String.valueOf(e.getMessage()), clockPlace());
        }
    }

    /// Where somebody looks for what is wrong with the clock's settings.
    private String clockPlace() {
        String flag = clock == null ? "" : "--clock " + clock;
        String file = config == null ? "" : config.toString();
        return flag.isEmpty() || file.isEmpty() ? flag + file : flag + ", " + file;
    }

    /// @param own where others reach this node
    private ServerOptions options(Plan plan, String own, ClockSettings clocks) {
        String where = listen == null ? own : listen;
        try {
            NodeSettings settings =
                    NodeSettings.of(new NodeId(node), plan, "")
                            .withLedger(ledger())
                            .withControl(
                                    control.settings(configured())
                                            .withLocality(joining.locality()));
            clocks.objectionToLease(settings.paxos().leaseNanos())
                    .ifPresent(why -> refuse(why, "the clock's settings"));
            return new ServerOptions(settings, data, Endpoints.parse(where, "--listen"), clocks);
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()), "the command line");
        }
    }

    /// As many bytes as that many short lines have.
    private LedgerSettings ledger() {
        if (keepLines < 1 || keepLines > LedgerSettings.MAX_WINDOW_LINES) {
            throw refuse(
                    "1 to " + LedgerSettings.MAX_WINDOW_LINES + " lines can be kept",
                    "--keep-lines " + keepLines);
        }
        long bytes = Math.max(LedgerSettings.DEFAULT.windowBytes(), keepLines * 256L);
        return new LedgerSettings(
                keepLines, (int) Math.min(bytes, LedgerSettings.MAX_WINDOW_BYTES));
    }

    private List<Key> borders() {
        List<Key> borders = new ArrayList<>();
        for (String hex : splitAt) {
            borders.add(border(hex));
        }
        return borders;
    }

    private Key border(String hex) {
        try {
            Key border = Key.ofHex(hex);
            if (border.equals(Key.MIN)) {
                throw new IllegalArgumentException("a shard cannot end before the first key");
            }
            return border;
        } catch (IllegalArgumentException | KeyTooLong e) {
            throw refuse("\"" + hex + "\" is no border of shards: " + e.getMessage(), "--split-at");
        }
    }

    private NodeId self(Map<NodeId, String> cluster) {
        if (node < 1 || !cluster.containsKey(new NodeId(node))) {
            throw new Complaint(
                    "node " + node + " is not among the nodes of the cluster",
                    PEERS,
                    "Name this node's own address there as well, as " + node + "=HOST:PORT.");
        }
        return new NodeId(node);
    }

    private Map<String, String> clockConfiguration() {
        Map<String, String> entries = configured();
        if (clock != null) {
            entries.put("clock.source", clock);
        }
        return entries;
    }

    /// What stands in the file.
    private Map<String, String> configured() {
        Map<String, String> entries = new HashMap<>();
        if (config != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new Complaint(
                        "the configuration cannot be read: " + e.getMessage(),
                        config.toString(),
                        "Name a readable file of lines key=value with --config.",
                        e);
            }
            properties
                    .stringPropertyNames()
                    .forEach(k -> entries.put(k, properties.getProperty(k)));
            ControlFlags.requireKnown(config, entries);
        }
        return entries;
    }

    private static Complaint refuse(String why, String where) {
        throw new Complaint(why, where, "Change it and start the node again.");
    }
}
