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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Some nodes in this process, connected over loopback.
final class DemoCluster implements AutoCloseable {
    /// Short segments: all nodes zero theirs on one disk, and nobody wants to wait for that.
    private static final LogSettings LOG =
            new LogSettings(16 << 20, 4 << 20, 32 << 20, 1, 256 << 20);

    private final List<NodeProcess> nodes = new ArrayList<>();

    /// Takes free ports, tells every node of all, and starts them.
    ///
    /// @param operators whom each node tells what it has to tell
    DemoCluster(Path data, int size, Function<NodeId, Operator> operators) {
        List<NodeId> ids = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            ids.add(new NodeId(i));
        }
        Plan plan = new Plan(ids, 1, Math.min(3, size)).withShards(List.of());
        Map<NodeId, String> addresses = new TreeMap<>();
        try {
            for (NodeId id : ids) {
                NodeProcess node = NodeProcess.bind(options(id, plan, data), operators.apply(id));
                nodes.add(node);
                addresses.put(id, "127.0.0.1:" + node.address().getPort());
            }
            nodes.forEach(node -> node.start(addresses));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static ServerOptions options(NodeId id, Plan plan, Path data) {
        return new ServerOptions(
                NodeSettings.of(id, plan, "").withLog(LOG),
                data.resolve("n" + id.value()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ClockSettings.defaults());
    }

    /// Where clients reach the nodes.
    List<String> addresses() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.address().getPort()).toList();
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    List<NodeStatus> status() {
        List<CompletableFuture<NodeStatus>> asked = new ArrayList<>();
        for (NodeProcess node : nodes) {
            CompletableFuture<NodeStatus> status = new CompletableFuture<>();
            node.withNode(n -> status.complete(n.status()));
            asked.add(status);
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        nodes.reversed().forEach(NodeProcess::close);
    }
}
