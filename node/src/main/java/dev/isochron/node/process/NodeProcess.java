package dev.isochron.node.process;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.disk.FileDisk;
import dev.isochron.node.grpc.PeerNetwork;
import dev.isochron.node.port.NodeObserver;
import dev.isochron.node.port.Operator;
import dev.isochron.node.port.Ports;
import dev.isochron.node.service.LogService;
import dev.isochron.node.shell.DiskThread;
import dev.isochron.node.shell.LoopThread;
import dev.isochron.node.shell.SystemChance;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.host.NodeClock;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A node with everything real below it.
///
/// Bound first, so that its address is known before its peers are told; then started. It owns its
/// threads and files until it is closed.
public final class NodeProcess implements AutoCloseable {
    /// A connection that says nothing for so long is asked whether it is still there; one that does
    /// not answer within half of that is given up.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    private static final int FLOW_WINDOW_BYTES = 4 << 20;

    /// Handing over what it leads is worth so much of a stopping node's time.
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    private final ServerOptions options;
    private final Operator operator;
    private final FileDisk log;
    private final FileDisk state;
    private final NodeClock clock;
    private final LoopThread loop;
    private final DiskThread logThread;
    private final DiskThread fileThread;
    private final PeerNetwork network;
    private final Map<NodeId, String> addresses = new TreeMap<>();
    private final Server server;
    private @Nullable Node node;
    private boolean closed;

    private NodeProcess(ServerOptions options, Operator operator) throws IOException {
        this.options = options;
        this.operator = operator;
        String name = "n" + options.node().self().value();
        log = FileDisk.open(options.data().resolve("log"));
        state = FileDisk.open(options.data().resolve("state"));
        clock = NodeClock.open(options.clock(), Timestamp.MIN);
        loop = new LoopThread(name + "-loop", this::died);
        logThread = new DiskThread(name + "-log", loop);
        fileThread = new DiskThread(name + "-files", loop);
        network = new PeerNetwork(options.node().self(), loop, new SystemChance());
        server = bind();
    }

    /// Takes the directory and the address; nothing is served yet.
    ///
    /// @throws Complaint if either is not to be had, or the clock cannot be opened
    /// @throws StoreRefusedException if another process has the directory, or it cannot be used
    public static NodeProcess bind(ServerOptions options, Operator operator) {
        try {
            return new NodeProcess(options, operator);
        } catch (IOException e) {
            throw new Complaint(
                    String.valueOf(e.getMessage()),
                    options.listen().toString(),
                    "Put that right and start the node again.",
                    e);
        }
    }

    private Server bind() throws IOException {
        LogService.Surroundings around =
                new LogService.Surroundings(
                        loop,
                        () -> Objects.requireNonNull(node),
                        clock.time(),
                        clock.time()::status,
                        addresses);
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(options.listen())
                        .directExecutor()
                        .flowControlWindow(FLOW_WINDOW_BYTES)
                        .permitKeepAliveTime(KEEP_ALIVE.toMillis() / 2, TimeUnit.MILLISECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .keepAliveTime(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                        .keepAliveTimeout(KEEP_ALIVE.toMillis() / 2, TimeUnit.MILLISECONDS)
                        .handshakeTimeout(10, TimeUnit.SECONDS)
                        .maxConcurrentCallsPerConnection(64)
                        .addService(network.service())
                        .addService(new LogService(around));
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw new Complaint(
                    "the address cannot be listened at: " + rootMessage(e),
                    options.listen().toString(),
                    "Stop the process that has it, or choose another with --listen.",
                    e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /// The address that it is bound to.
    public InetSocketAddress address() {
        InetSocketAddress asked = options.listen();
        return new InetSocketAddress(asked.getAddress(), server.getPort());
    }

    /// Assembles the node and begins to run it.
    ///
    /// @param peers where the nodes of the cluster are, this one among them
    /// @throws StoreRefusedException if the directory cannot be used
    public void start(Map<NodeId, String> peers) {
        addresses.putAll(peers);
        NodeSettings settings = options.node().withClockDomain(clock.time().domain().toString());
        Ports ports =
                new Ports(
                        clock.time(),
                        loop,
                        network,
                        new Ports.Disks(log, state),
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
                network.start(channels(peers));
                assembled.start();
                started.complete(null);
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        await(started);
    }

    private static void await(CompletableFuture<Void> started) {
        try {
            started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// To the peers that this node dials: those with lower ids. To the peers that this node dials:
    /// those with lower ids.
    private Map<NodeId, ManagedChannel> channels(Map<NodeId, String> peers) {
        Map<NodeId, ManagedChannel> channels = new HashMap<>();
        peers.forEach((peer, address) -> {
            if (peer.compareTo(options.node().self()) < 0) {
                channels.put(peer, channel(address));
            }
        });
        return channels;
    }

    private static ManagedChannel channel(String address) {
        return NettyChannelBuilder.forTarget(address)
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

    public NodeClock clock() {
        return clock;
    }

    private void died(Throwable cause) {
        operator.stop(
                "This node stops because of a fault in the program: "
                        + cause
                        + ". Its data is safe on disk. Start it again, and report what the log"
                        + " says.");
    }

    /// Hands over what the node leads, then takes everything apart. Waits for both.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        handOver();
        server.shutdownNow();
        onLoop(done -> {
            network.close();
            done.run();
        });
        loop.close();
        logThread.close();
        fileThread.close();
        log.close();
        state.close();
        closeClock();
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

    private void closeClock() {
        try {
            clock.close();
        } catch (IOException e) {
            operator.tell("The clock's file could not be closed: " + e.getMessage());
        }
    }
}
