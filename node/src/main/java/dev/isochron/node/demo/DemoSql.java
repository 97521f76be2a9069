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

    private final DemoCluster cluster;
    private final List<Integer> ports = new ArrayList<>();

    /// In the order of the nodes.
    private final List<SqlService> services = new ArrayList<>();

    /// Serves SQL at all nodes.
    ///
    /// @param port of the first node; 0 for 5432, or any if that is taken
    DemoSql(DemoCluster cluster, int port) {
        this.cluster = cluster;
        try {
            for (NodeProcess node : cluster.nodes()) {
                SqlService service = first(node, services.isEmpty() ? port : -1);
                services.add(service);
                ports.add(service.address().getPort());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private SqlService first(NodeProcess node, int port) {
        if (port != 0) {
            return serve(node, Math.max(0, port));
        }
        try {
            return serve(node, USUAL_PORT);
        } catch (Complaint taken) {
            return serve(node, 0);
        }
    }

    private SqlService serve(NodeProcess node, int port) {
        InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        String own = "127.0.0.1:" + node.address().getPort();
        return SqlService.start(
                node.home(), own, cluster.addresses(), SqlOptions.of(listen, Trust.LOOPBACK));
    }

    /// Where SQL is served, in the order of the nodes.
    List<Integer> ports() {
        return List.copyOf(ports);
    }

    /// Ends all sessions of a node, and lets no more in.
    synchronized void stop(int number) {
        services.get(number - 1).close();
    }

    /// Serves SQL again at a node that was stopped, at the port that it had.
    synchronized void restart(int number) {
        services.set(number - 1, serve(cluster.node(number), ports.get(number - 1)));
    }

    /// Tells a person how to connect.
    void tell(PrintWriter out, Duration after) {
        int port = ports.getFirst();
        out.printf(
                "SQL is ready after %.1f s: any user name, no password. Connect with%n",
                after.toNanos() / 1e9);
        out.printf("  psql    psql -h 127.0.0.1 -p %d -U isochron isochron%n", port);
        out.printf("  JDBC    jdbc:postgresql://127.0.0.1:%d/isochron?user=isochron%n", port);
        out.printf("  Java    Isochron.connect(\"%s\")%n", cluster.addresses().getFirst());
        if (ports.size() > 1) {
            List<String> others =
                    ports.subList(1, ports.size()).stream().map(String::valueOf).toList();
            out.printf("The other nodes serve SQL at ports %s.%n", String.join(", ", others));
        }
        out.flush();
    }

    @Override
    public synchronized void close() {
        services.reversed().forEach(SqlService::close);
    }
}
