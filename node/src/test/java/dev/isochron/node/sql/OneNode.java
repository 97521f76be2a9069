package dev.isochron.node.sql;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.process.ConsoleOperator;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerOptions;
import dev.isochron.node.sql.SqlOptions.Trust;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// A real node of a cluster of one, that serves SQL to anybody at the loopback.
final class OneNode implements AutoCloseable {
    private static final LogSettings LOG =
            new LogSettings(16 << 20, 4 << 20, 32 << 20, 1, 256 << 20);

    private final NodeProcess process;
    private final SqlService service;

    OneNode(Path directory) {
        this(directory, Trust.LOOPBACK);
    }

    OneNode(Path directory, Trust trust) {
        NodeId id = new NodeId(1);
        Plan plan = new Plan(List.of(id), 1, 1).withShards(List.of());
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerOptions options =
                new ServerOptions(
                        NodeSettings.of(id, plan, "").withLog(LOG),
                        directory,
                        loopback,
                        ClockSettings.defaults());
        process =
                NodeProcess.bind(
                        options,
                        new ConsoleOperator(
                                new PrintWriter(System.err, true, StandardCharsets.UTF_8), "n1"));
        String address = "127.0.0.1:" + process.address().getPort();
        process.start(Map.of(id, address));
        service =
                SqlService.start(
                        process.home(), address, List.of(address), SqlOptions.of(loopback, trust));
    }

    int port() {
        return service.address().getPort();
    }

    Connection connect() throws SQLException {
        return connect("isochron", "");
    }

    /// Texts are sent as they are, and not prepared.
    Connection connectSimply() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/isochron?preferQueryMode=simple",
                "isochron",
                "");
    }

    Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port() + "/isochron", user, password);
    }

    @Override
    public void close() {
        service.close();
        process.close();
    }
}
