package dev.isochron.node.demo;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.sql.SqlOptions;
import dev.isochron.node.sql.SqlOptions.Trust;
import dev.isochron.node.sql.SqlService;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// SQL at every node of a demo, on the loopback, for anybody.
final class DemoSql implements AutoCloseable {
    /// Where a PostgreSQL would be.
    private static final int USUAL_PORT = 5432;

    private final List<SqlService> services = new ArrayList<>();

    /// Serves SQL at all nodes.
    ///
    /// @param port of the first node; 0 for 5432, or any if that is taken
    DemoSql(DemoCluster cluster, int port) {
        try {
            for (NodeProcess node : cluster.nodes()) {
                int wanted = services.isEmpty() ? port : -1;
                services.add(serve(node, cluster.addresses(), wanted));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static SqlService serve(NodeProcess node, List<String> addresses, int port) {
        if (port != 0) {
            return start(node, addresses, Math.max(0, port));
        }
        try {
            return start(node, addresses, USUAL_PORT);
        } catch (Complaint taken) {
            return start(node, addresses, 0);
        }
    }

    private static SqlService start(NodeProcess node, List<String> addresses, int port) {
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        String own = "127.0.0.1:" + node.address().getPort();
        return SqlService.start(node.home(), own, addresses, SqlOptions.of(listen, Trust.LOOPBACK));
    }

    /// Tells a person how to connect.
    void tell(PrintWriter out, List<String> addresses, Duration after) {
        int port = services.getFirst().address().getPort();
        out.printf(
                "SQL is ready after %.1f s: any user name, no password. Connect with%n",
                after.toNanos() / 1e9);
        out.printf("  psql    psql -h 127.0.0.1 -p %d -U isochron isochron%n", port);
        out.printf("  JDBC    jdbc:postgresql://127.0.0.1:%d/isochron?user=isochron%n", port);
        out.printf("  Java    Isochron.connect(\"%s\")%n", addresses.getFirst());
        StringBuilder others = new StringBuilder();
        for (SqlService service : services.subList(1, services.size())) {
            others.append(others.isEmpty() ? "" : ", ").append(service.address().getPort());
        }
        if (!others.isEmpty()) {
            out.printf("The other nodes serve SQL at ports %s.%n", others);
        }
        out.flush();
    }

    @Override
    public void close() {
        services.reversed().forEach(SqlService::close);
    }
}
