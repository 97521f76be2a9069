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

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Map<NodeId, String> addresses = new TreeMap<>();

    ThreeNodes(Path data, List<Key> borders) {
        List<NodeId> ids = List.of(new NodeId(1), new NodeId(2), new NodeId(3));
        Plan plan = new Plan(ids, 1, 3).withShards(borders);
        for (NodeId id : ids) {
            ServerOptions options =
                    new ServerOptions(
                            NodeSettings.of(id, plan, ""),
                            data.resolve("n" + id.value()),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            ClockSettings.defaults());
            NodeProcess node = NodeProcess.bind(options, new Loud());
            nodes.add(node);
            addresses.put(id, "127.0.0.1:" + node.address().getPort());
        }
        nodes.forEach(node -> node.start(addresses));
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
