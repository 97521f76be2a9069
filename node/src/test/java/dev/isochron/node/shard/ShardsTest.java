package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.table.Row;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.port.Operator;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerOptions;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.truetime.settings.ClockSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three nodes in this process, over loopback, with real disks; clients as applications use them.
class ShardsTest {

    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Map<NodeId, String> addresses = new TreeMap<>();

    private String start(Path data, List<Key> borders) {
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
        return String.join(",", addresses.values());
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

    @AfterEach
    void stop() {
        nodes.reversed().forEach(NodeProcess::close);
    }

    @Test
    void aTransactionOverTwoShardsIsSeenWholeFromEveryNode(@TempDir Path data) {
        // Between accounts 4 and 5 of the first table that users declare.
        String where = start(data, List.of(Key.ofHex("50 14 05")));
        try (Isochron db = Isochron.connect(where)) {
            db.createTable(
                    "account",
                    t ->
                            t.required("id", ColumnType.Scalar.INT64)
                                    .required("balance", ColumnType.Scalar.INT64)
                                    .key("id"));
            db.run(tx -> {
                for (long id = 1; id <= 8; id++) {
                    tx.insert(tx.row("account").with("id", id).with("balance", 100L));
                }
            });
            db.run(tx -> {
                Row from = tx.forUpdate().get("account", 1L).orElseThrow();
                Row to = tx.forUpdate().get("account", 8L).orElseThrow();
                tx.update(from.with("balance", from.number("balance") - 30));
                tx.update(to.with("balance", to.number("balance") + 30));
            });
            assertEquals(70, db.get("account", 1L).orElseThrow().number("balance"));
            assertEquals(130, db.get("account", 8L).orElseThrow().number("balance"));
            long sum =
                    db.snapshot()
                            .scan(Scan.of("account"))
                            .mapToLong(row -> row.number("balance"))
                            .sum();
            assertEquals(800, sum);
            assertTrue(db.get("account", 9L).isEmpty());
        }
    }
}
