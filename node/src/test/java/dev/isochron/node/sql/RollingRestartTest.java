package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.Isochron;
import dev.isochron.client.Transaction;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.table.Row;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.port.Operator;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerOptions;
import dev.isochron.node.sql.SqlOptions.Trust;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three nodes are stopped and started again, one after the other, while programs work: none of
/// them is shown a failure, but for sessions of SQL that are told to go before they ask.
@Timeout(180)
final class RollingRestartTest {
    private static final LogSettings LOG = new LogSettings(4 << 20, 1 << 20, 8 << 20, 1, 64 << 20);
    private static final int NODES = 3;
    private static final int ACCOUNTS = 20;
    private static final long OPENING = 100;
    private static final int CLIENTS = 2;

    /// Between two restarts each kind of program gets so much done.
    private static final int BETWEEN = 20;

    /// What a session is told that must look for another node; it has done nothing then.
    private static final List<String> ELSEWHERE = List.of("57P01", "08001");

    private final TreeMap<NodeId, String> addresses = new TreeMap<>();
    private final TreeMap<NodeId, Integer> sqlPorts = new TreeMap<>();
    private final TreeMap<NodeId, NodeProcess> processes = new TreeMap<>();
    private final TreeMap<NodeId, SqlService> services = new TreeMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong transfers = new AtomicLong();
    private final AtomicLong updates = new AtomicLong();
    private final AtomicLong sentAway = new AtomicLong();
    private volatile boolean over;

    @TempDir Path directory;

    @AfterEach
    void stop() {
        over = true;
        services.values().forEach(SqlService::close);
        processes.values().forEach(NodeProcess::kill);
    }

    @Test
    void nobodyIsShownAFailure() throws Exception {
        found();
        try (Isochron db = Isochron.connect(String.join(",", addresses.values()))) {
            declare(db);
            List<Thread> programs = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                programs.add(Thread.ofVirtual().start(() -> transfer(db, first)));
                programs.add(Thread.ofVirtual().start(() -> update(first)));
            }
            for (NodeId node : List.copyOf(processes.keySet())) {
                awaitWork();
                restart(node);
            }
            awaitWork();
            over = true;
            for (Thread program : programs) {
                program.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            assertTrue(sentAway.get() > 0, "no session was at a node that stopped");
            assertEquals(ACCOUNTS * OPENING, sum(db, "account", "balance"));
            assertEquals(updates.get(), sqlSum());
        }
    }

    private void awaitWork() {
        long moved = transfers.get() + BETWEEN;
        long updated = updates.get() + BETWEEN;
        while ((transfers.get() < moved || updates.get() < updated) && failures.isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    // -- nodes -------------------------------------------------------------------------------

    private void found() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < 2 * NODES; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        for (int i = 0; i < NODES; i++) {
            NodeId node = new NodeId(i + 1);
            addresses.put(node, "127.0.0.1:" + held.get(2 * i).getLocalPort());
            sqlPorts.put(node, held.get(2 * i + 1).getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        addresses.keySet().forEach(this::startNode);
        addresses.keySet().forEach(this::serveSql);
    }

    private void startNode(NodeId node) {
        Plan plan =
                new Plan(List.copyOf(addresses.keySet()), 1, NODES)
                        .withShards(List.of())
                        .withController();
        NodeProcess process =
                NodeProcess.bind(
                        new ServerOptions(
                                NodeSettings.of(node, plan, "").withLog(LOG),
                                directory.resolve(node.toString()),
                                loopback(Integer.parseInt(at(node).split(":", -1)[1])),
                                ClockSettings.defaults()),
                        Quiet.INSTANCE);
        process.start(Map.copyOf(addresses));
        processes.put(node, process);
    }

    private String at(NodeId node) {
        return Optional.ofNullable(addresses.get(node)).orElseThrow();
    }

    private int sqlPort(NodeId node) {
        return Optional.ofNullable(sqlPorts.get(node)).orElseThrow();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void serveSql(NodeId node) {
        NodeProcess process = Optional.ofNullable(processes.get(node)).orElseThrow();
        services.put(
                node,
                SqlService.start(
                        process.home(),
                        at(node),
                        List.copyOf(addresses.values()),
                        SqlOptions.of(loopback(sqlPort(node)), Trust.LOOPBACK)));
    }

    /// As SIGTERM does it, and the same command line again.
    private void restart(NodeId node) {
        Optional.ofNullable(services.remove(node)).orElseThrow().close();
        Optional.ofNullable(processes.remove(node)).orElseThrow().close();
        startNode(node);
        serveSql(node);
    }

    private enum Quiet implements Operator {
        INSTANCE;

        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {}
    }

    // -- programs ----------------------------------------------------------------------------

    private void declare(Isochron db) throws SQLException {
        db.createTable(
                "account",
                t -> t.required("id", Scalar.INT64).required("balance", Scalar.INT64).key("id"));
        db.run(tx -> {
            for (int id = 0; id < ACCOUNTS; id++) {
                tx.insert(tx.row("account").with("id", id).with("balance", OPENING));
            }
        });
        try (Connection connection = connect(0);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE till (id int PRIMARY KEY, taken int NOT NULL)");
            statement.execute("INSERT INTO till VALUES (0, 0), (1, 0)");
        }
    }

    private void transfer(Isochron db, int first) {
        for (long i = first; !over; i++) {
            long from = i % ACCOUNTS;
            long to = (i * 7 + 3) % ACCOUNTS;
            try {
                if (from != to) {
                    db.run(tx -> move(tx, from, to));
                }
                transfers.incrementAndGet();
            } catch (IsochronException e) {
                failures.add("a transfer: " + e.getMessage());
            }
        }
    }

    private static void move(Transaction tx, long from, long to) {
        Row payer = tx.forUpdate().get("account", from).orElseThrow();
        Row payee = tx.forUpdate().get("account", to).orElseThrow();
        tx.put(payer.with("balance", payer.number("balance") - 1));
        tx.put(payee.with("balance", payee.number("balance") + 1));
    }

    private void update(int id) {
        for (int turn = id; !over; turn++) {
            try (Connection connection = connect(turn);
                    Statement statement = connection.createStatement()) {
                while (!over) {
                    statement.executeUpdate("UPDATE till SET taken = taken + 1 WHERE id = " + id);
                    updates.incrementAndGet();
                }
            } catch (SQLException e) {
                if (ELSEWHERE.contains(e.getSQLState())) {
                    sentAway.incrementAndGet();
                } else {
                    failures.add("an update: " + e.getSQLState() + " " + e.getMessage());
                }
            }
        }
    }

    /// To any of the nodes, another one first each time.
    private Connection connect(int turn) throws SQLException {
        List<Integer> ports = new ArrayList<>(sqlPorts.values());
        java.util.Collections.rotate(ports, turn);
        String hosts =
                ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return DriverManager.getConnection("jdbc:postgresql://" + hosts + "/isochron", "tom", "");
    }

    private static long sum(Isochron db, String table, String column) {
        return db.snapshot()
                .scan(dev.isochron.client.Scan.of(table))
                .mapToLong(row -> row.number(column))
                .sum();
    }

    private long sqlSum() throws SQLException {
        try (Connection connection = connect(0);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sum(taken) FROM till")) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }
}
