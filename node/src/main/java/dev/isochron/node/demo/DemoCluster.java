package dev.isochron.node.demo;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.port.Operator;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerOptions;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.settings.ClockSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Some nodes in this process, connected over loopback, that can be killed and started again.
final class DemoCluster implements AutoCloseable {
    /// Short segments: all nodes zero theirs on one disk, and nobody wants to wait for that.
    private static final LogSettings LOG =
            new LogSettings(16 << 20, 4 << 20, 32 << 20, 1, 256 << 20);

    /// A node that does not answer within it is paused.
    private static final long STATUS_MILLIS = 500;

    private final Plan plan;
    private final Path data;
    private final Function<NodeId, Operator> operators;
    private final Map<NodeId, String> addresses = new TreeMap<>();

    /// In the order of their numbers; changed by whoever makes trouble, read by others.
    private final List<NodeProcess> nodes = new ArrayList<>();

    /// Takes free ports, tells every node of all, and starts them.
    ///
    /// @param operators whom each node tells what it has to tell
    DemoCluster(Path data, int size, Function<NodeId, Operator> operators) {
        this.data = data;
        this.operators = operators;
        List<NodeId> ids = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            ids.add(new NodeId(i));
        }
        this.plan = new Plan(ids, 1, Math.min(3, size)).withShards(List.of()).withController();
        try {
            for (NodeId id : ids) {
                NodeProcess node = bind(id, 0);
                nodes.add(node);
                addresses.put(id, "127.0.0.1:" + node.address().getPort());
            }
            nodes.forEach(node -> node.start(addresses));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private NodeProcess bind(NodeId id, int port) {
        ServerOptions options =
                new ServerOptions(
                        NodeSettings.of(id, plan, "").withLog(LOG),
                        data.resolve("n" + id.value()),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        ClockSettings.defaults());
        return NodeProcess.bind(options, operators.apply(id));
    }

    /// Where clients reach the nodes.
    List<String> addresses() {
        return List.copyOf(addresses.values());
    }

    synchronized List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    /// The process of a node.
    ///
    /// @param number from 1
    synchronized NodeProcess node(int number) {
        return nodes.get(number - 1);
    }

    /// Starts a node that was killed, at its old address.
    synchronized void restart(int number) {
        NodeId id = new NodeId(number);
        String address = addresses.getOrDefault(id, "");
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        NodeProcess again = bind(id, port);
        nodes.set(number - 1, again);
        again.start(addresses);
    }

    /// Of the nodes that answer.
    List<NodeStatus> status() {
        List<CompletableFuture<NodeStatus>> asked = new ArrayList<>();
        for (NodeProcess node : nodes()) {
            CompletableFuture<NodeStatus> status = new CompletableFuture<>();
            node.withNode(n -> status.complete(n.status()));
            asked.add(status);
        }
        List<NodeStatus> answers = new ArrayList<>();
        for (CompletableFuture<NodeStatus> one : asked) {
            one.completeOnTimeout(null, STATUS_MILLIS, TimeUnit.MILLISECONDS);
            NodeStatus status = one.join();
            if (status != null) {
                answers.add(status);
            }
        }
        return answers;
    }

    /// The node that leads most shards, 1 if nobody knows.
    int leader() {
        Map<NodeId, Integer> led = new TreeMap<>();
        for (NodeStatus status : status()) {
            for (NodeStatus.GroupStatus group : status.groups()) {
                if (group.view().serving() && group.shard().isPresent()) {
                    led.merge(status.node(), 1, Integer::sum);
                }
            }
        }
        return led.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> (int) entry.getKey().value())
                .orElse(1);
    }

    /// Lets a node do nothing for a while, as a long collection of garbage would.
    void pause(int number, Duration length) {
        node(number)
                .withNode(_ -> {
                    try {
                        Thread.sleep(length);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @Override
    public void close() {
        nodes().reversed().forEach(NodeProcess::close);
    }
}
