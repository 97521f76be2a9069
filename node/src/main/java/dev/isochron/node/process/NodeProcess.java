package dev.isochron.node.process;

import dev.isochron.client.HoldSettings;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.client.transport.GrpcPorts;
import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.care.CareService;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.disk.FileDisk;
import dev.isochron.node.grpc.PeerNetwork;
import dev.isochron.node.inspect.Inspector;
import dev.isochron.node.lmdb.LmdbSettings;
import dev.isochron.node.lmdb.LmdbStore;
import dev.isochron.node.lmdb.SetAside;
import dev.isochron.node.metrics.NodeMetrics;
import dev.isochron.node.port.NodeObserver;
import dev.isochron.node.port.Operator;
import dev.isochron.node.port.Ports;
import dev.isochron.node.service.ClusterService;
import dev.isochron.node.service.JoinService;
import dev.isochron.node.service.LogService;
import dev.isochron.node.service.SessionService;
import dev.isochron.node.service.ShardService;
import dev.isochron.node.shard.ShardOptions;
import dev.isochron.node.shell.DiskThread;
import dev.isochron.node.shell.LoopThread;
import dev.isochron.node.shell.SystemChance;
import dev.isochron.node.sql.Home;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageSettings;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.host.NodeClock;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node with everything real below it.
///
/// Bound first, so that its address is known before its peers are told; then started. It owns its
/// threads and files until it is closed.
public final class NodeProcess implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(NodeProcess.class);

    /// A connection that says nothing for so long is asked whether it is still there; one that does
    /// not answer within half of that is given up.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    /// The same of a connection that another opened, who will open the next one: what is left of it
    /// here is only tidied up. Each such question wakes up two nodes that may have nothing to do.
    private static final Duration KEEP_ACCEPTED = Duration.ofSeconds(20);

    private static final int FLOW_WINDOW_BYTES = 4 << 20;

    /// Handing over what it leads is worth so much of a stopping node's time.
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    /// A loop that does not answer for so long is reported as not answering.
    private static final Duration SIGHT = Duration.ofSeconds(2);

    /// Of the data directory: the durable log, and the state that it leads to.
    static final String LOG = "log";

    static final String STATE = "state";

    /// And the rows.
    static final String ROWS = "rows";

    /// Log of a group that is kept in memory for slow replicas: at most this part of the heap.
    private static final int RETAINED_PART = 16;

    private final ServerOptions options;
    private final Operator operator;
    private final Belongings belongings = new Belongings();
    private final FileDisk log;
    private final FileDisk state;
    private final NodeClock clock;
    private final LoopThread loop;
    private final DiskThread logThread;
    private final DiskThread fileThread;
    private final Optional<Ports.Rows> rows;
    private final PeerNetwork network;
    private final LogService service;
    private final SessionService sessions;
    private final ConcurrentSkipListMap<ShardId, ShardReport> inspections =
            new ConcurrentSkipListMap<>();
    private final Server server;
    private @Nullable Node node;
    private volatile boolean closed;

    private NodeProcess(ServerOptions options, Operator operator) {
        StrayBytes.areNoNews();
        this.options = options;
        this.operator = operator;
        String name = "n" + options.node().self().value();
        try {
            log = belongings.add(FileDisk.open(options.data().resolve(LOG)), FileDisk::close);
            state = belongings.add(FileDisk.open(options.data().resolve(STATE)), FileDisk::close);
            clock = belongings.add(openClock(), this::close);
            loop = belongings.add(new LoopThread(name + "-loop", this::died), LoopThread::close);
            logThread = belongings.add(new DiskThread(name + "-log", loop), DiskThread::close);
            fileThread = belongings.add(new DiskThread(name + "-files", loop), DiskThread::close);
            rows = options.plan().shards().isEmpty() ? Optional.empty() : Optional.of(openRows());
            network = new PeerNetwork(options.node().self(), loop, new SystemChance());
            service = new LogService(surroundings());
            sessions = new SessionService(surroundings(), this::channel);
            server = belongings.add(bind(), Server::shutdownNow);
        } catch (RuntimeException e) {
            belongings.close();
            throw e;
        }
    }

    /// Takes the directory and the address; nothing is served yet.
    ///
    /// @throws Complaint if either is not to be had, or the clock cannot be opened
    public static NodeProcess bind(ServerOptions options, Operator operator) {
        try {
            return new NodeProcess(options, operator);
        } catch (RuntimeException e) {
            throw StartComplaints.of(e, options.data()).map(c -> (RuntimeException) c).orElse(e);
        }
    }

    private Ports.Rows openRows() {
        SetAside opening =
                new SetAside(
                        options.data().resolve(ROWS), LmdbSettings.USUAL, Storage::hasReplicas);
        LmdbStore store = belongings.add(opening.open(operator::tell), LmdbStore::close);
        String name = "n" + options.node().self().value() + "-rows";
        DiskThread worker = belongings.add(new DiskThread(name, loop), DiskThread::close);
        return new Ports.Rows(store, worker);
    }

    private NodeClock openClock() {
        try {
            return NodeClock.open(options.clock(), Timestamp.MIN);
        } catch (IOException | UnsupportedOperationException e) {
            throw new Complaint(
                    "the clock cannot be opened: " + e.getMessage(),
                    "--clock " + options.clock().source().text(),
                    "docs/clock.md tells what each source needs.",
                    e);
        }
    }

    private LogService.Surroundings surroundings() {
        return new LogService.Surroundings(
                loop,
                () -> Optional.ofNullable(node),
                clock.time(),
                clock.time()::status,
                network.addresses(),
                inspections);
    }

    private Server bind() {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(options.listen())
                        .bossEventLoopGroup(loop.group())
                        .workerEventLoopGroup(loop.group())
                        .channelType(loop.sockets().listening())
                        .directExecutor()
                        .flowControlWindow(FLOW_WINDOW_BYTES)
                        .permitKeepAliveTime(KEEP_ALIVE.toMillis() / 2, TimeUnit.MILLISECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .keepAliveTime(KEEP_ACCEPTED.toMillis(), TimeUnit.MILLISECONDS)
                        .keepAliveTimeout(KEEP_ACCEPTED.toMillis() / 2, TimeUnit.MILLISECONDS)
                        .handshakeTimeout(10, TimeUnit.SECONDS)
                        .maxConcurrentCallsPerConnection(64)
                        .addService(network.service())
                        .addService(service)
                        .addService(new ShardService(surroundings()))
                        .addService(new ClusterService(surroundings()))
                        .addService(new JoinService(surroundings()))
                        .addService(sessions);
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw StartComplaints.cannotListen(options.listen(), e);
        }
    }

    /// The address that it is bound to.
    public InetSocketAddress address() {
        InetSocketAddress asked = options.listen();
        return new InetSocketAddress(asked.getAddress(), server.getPort());
    }

    /// What is not said otherwise is made to fit the heap.
    private static NodeSettings fitted(NodeSettings settings) {
        long heap = Runtime.getRuntime().maxMemory();
        ShardOptions shards = settings.shards();
        boolean usual = shards.storage().equals(StorageSettings.USUAL);
        return settings.withPaxos(settings.paxos().retainingAtMost(heap / RETAINED_PART))
                .withShards(usual ? shards.withStorage(StorageSettings.forHeap(heap)) : shards);
    }

    /// Assembles the node and begins to run it.
    ///
    /// @param peers where the nodes of the cluster are, this one among them; none if it has a list
    ///   of its own from when it joined
    /// @throws Complaint if the directory cannot be used
    public void start(Map<NodeId, String> peers) {
        NodeSettings fitting = fitted(options.node());
        NodeSettings settings =
                fitting.withClockDomain(clock.time().domain().toString())
                        .withShards(
                                fitting.shards()
                                        .withAddresses(new TreeMap<>(peers))
                                        .withHolds(HoldSettings.USUAL.longest()));
        Ports ports =
                new Ports(
                        clock.time(),
                        loop,
                        network,
                        new Ports.Disks(log, state, rows),
                        logThread,
                        fileThread,
                        new SystemChance(),
                        operator,
                        NodeObserver.NONE);
        CompletableFuture<Void> started = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                Node assembled = Node.assemble(settings, ports);
                node = assembled;
                assembled.start();
                network.start(this::channel);
                started.complete(null);
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        await(started);
        if (rows.isPresent()) {
            String own = peers.getOrDefault(options.node().self(), ownAddress());
            var _ = belongings.add(CareService.start(home(), own), CareService::close);
        }
    }

    private String ownAddress() {
        InetSocketAddress at = address();
        return at.getAddress().getHostAddress() + ":" + at.getPort();
    }

    /// Compares the replicas of the shards that this node leads from now on, a round after the
    /// other, with so much rest between.
    public void inspect(Duration every) {
        Inspector.Beat beat =
                new Inspector.Beat(options.node().self().value(), ownAddress(), every);
        var _ =
                belongings.add(
                        Inspector.start(
                                GrpcPorts.plain(), beat, inspections, operator::tell, this::doubt),
                        Inspector::close);
    }

    private void doubt(ShardId shard, NodeId on, String what) {
        loop.execute(() -> {
            Node here = node;
            if (here != null) {
                here.doubt(shard, on, what);
            }
        });
    }

    private void await(CompletableFuture<Void> started) {
        try {
            started.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw StartComplaints.of(cause, options.data())
                    .map(c -> (RuntimeException) c)
                    .orElse(e);
        }
    }

    private ManagedChannel channel(String address) {
        return NettyChannelBuilder.forTarget(address)
                .eventLoopGroup(loop.group())
                .channelType(loop.sockets().outgoing())
                .directExecutor()
                .usePlaintext()
                .disableRetry()
                .flowControlWindow(FLOW_WINDOW_BYTES)
                .keepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEP_ALIVE.toMillis() / 2, TimeUnit.MILLISECONDS)
                .build();
    }

    /// Runs `task` with the node, on its loop.
    public void withNode(Consumer<Node> task) {
        loop.execute(() -> task.accept(Objects.requireNonNull(node)));
    }

    /// Keeps this node and its peers from hearing each other, or no longer. Clients reach it still.
    public void setApart(boolean lost) {
        loop.execute(() -> network.setApart(lost));
    }

    /// Keeps replicas of a group from being heard here, or no longer; all else is.
    public void setDeaf(GroupId group, boolean lost) {
        loop.execute(() -> network.setDeaf(group, lost));
    }

    /// Hands the leadership of a group over to its voter on another node, if this node leads it.
    public void handOver(GroupId group, NodeId to) {
        withNode(here -> here.handOver(group, to));
    }

    /// The node, as SQL that is served at it sees it.
    public Home home() {
        return new Home() {
            @Override
            public long number() {
                return options.node().self().value();
            }

            @Override
            public void withNode(Consumer<Node> task) {
                NodeProcess.this.withNode(task);
            }

            @Override
            public Reading now() {
                return clock.time().now();
            }

            @Override
            public SessionService sessions() {
                return sessions;
            }
        };
    }

    /// What monitoring sees; nothing if the node is starting or its loop does not answer in time.
    public Optional<NodeMetrics.Sight> sight() {
        CompletableFuture<NodeMetrics.Sight> seen = new CompletableFuture<>();
        loop.execute(() -> {
            if (node != null) {
                seen.complete(look(node));
            } else {
                seen.cancel(false);
            }
        });
        try {
            return Optional.of(seen.get(SIGHT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (CancellationException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private NodeMetrics.Sight look(Node seen) {
        List<NodeMetrics.Link> links = new ArrayList<>();
        for (PeerNetwork.LinkStatus link : network.status()) {
            links.add(
                    new NodeMetrics.Link(
                            link.peer().value(),
                            link.open(),
                            link.waitingBytes(),
                            link.dropped(),
                            link.sentBytes()));
        }
        return new NodeMetrics.Sight(
                seen.status(),
                clock.time().status(),
                loop.waiting(),
                service.conversations(),
                links,
                inspections);
    }

    public NodeClock clock() {
        return clock;
    }

    private void died(Throwable cause) {
        if (closed) {
            // The store goes before the loop does, which may be about to read it.
            return;
        }
        Optional<Complaint> complaint = StartComplaints.of(cause, options.data());
        if (complaint.isPresent()) {
            operator.stop("This node stops: " + complaint.get().getMessage());
            return;
        }
        LOGGER.error("a fault in the program", cause);
        operator.stop(
                "This node stops because of a fault in the program: "
                        + cause
                        + ". Its data is safe on disk. Start it again, and report what the log"
                        + " says.");
    }

    /// Hands over what the node leads, then takes everything apart. Waits for both.
    @Override
    public void close() {
        if (!closed) {
            handOver();
            kill();
        }
    }

    /// Takes everything apart at once, as a crash would: nothing is handed over.
    public void kill() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdownNow();
        onLoop(done -> {
            network.close();
            done.run();
        });
        belongings.close();
    }

    private void handOver() {
        onLoop(done -> {
            if (node == null) {
                done.run();
            } else {
                node.stop(done);
            }
        });
    }

    /// Runs something on the loop and waits until it says that it is done, for a while.
    private void onLoop(Consumer<Runnable> task) {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> task.accept(done::countDown));
        try {
            boolean _ = done.await(HAND_OVER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(NodeClock opened) {
        try {
            opened.close();
        } catch (IOException e) {
            operator.tell("The clock's file could not be closed: " + e.getMessage());
        }
    }
}
