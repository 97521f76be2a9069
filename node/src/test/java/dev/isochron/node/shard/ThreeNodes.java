package dev.isochron.node.shard;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.port.Operator;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerOptions;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.truetime.settings.ClockSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Three nodes in this process, over loopback, with real disks.
final class ThreeNodes implements AutoCloseable {

    /// Between rows 4 and 5 of the first table that users declare.
    static final Key FOUR_AND_FIVE = Key.ofHex("50 14 05");

    private final Path data;
    private final Plan plan;
    private final ShardOptions shards;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Map<NodeId, String> addresses = new TreeMap<>();

    ThreeNodes(Path data, List<Key> borders) {
        this(data, borders, ShardOptions.USUAL);
    }

    ThreeNodes(Path data, List<Key> borders, ShardOptions shards) {
        this.data = data;
        this.shards = shards;
        List<NodeId> ids = List.of(new NodeId(1), new NodeId(2), new NodeId(3));
        this.plan = new Plan(ids, 1, 3).withShards(borders);
        for (NodeId id : ids) {
            NodeProcess node = NodeProcess.bind(options(id, 0), new Loud());
            nodes.add(node);
            addresses.put(id, "127.0.0.1:" + node.address().getPort());
        }
        nodes.forEach(node -> node.start(addresses));
    }

    private ServerOptions options(NodeId id, int port) {
        return new ServerOptions(
                NodeSettings.of(id, plan, "").withShards(shards),
                directory(id.value()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                ClockSettings.defaults());
    }

    Path directory(long node) {
        return data.resolve("n" + node);
    }

    NodeProcess node(int number) {
        return nodes.get(number - 1);
    }

    /// Stops a node, and starts it again on the same directory and address.
    void restart(int number, Runnable meanwhile) {
        NodeProcess before = node(number);
        int port = before.address().getPort();
        before.close();
        meanwhile.run();
        NodeProcess after = NodeProcess.bind(options(new NodeId(number), port), new Loud());
        nodes.set(number - 1, after);
        after.start(addresses);
    }

    private static final class Loud implements Operator {
        @Override
        public void tell(String message) {
            System.err.println(message);
        }

        @Override
        public void stop(String message) {
            System.err.println("STOP " + message);
        }
    }

    /// As clients want them.
    String addresses() {
        return String.join(",", addresses.values());
    }

    List<InetSocketAddress> sockets() {
        return nodes.stream().map(NodeProcess::address).toList();
    }

    @Override
    public void close() {
        nodes.reversed().forEach(NodeProcess::close);
    }
}
