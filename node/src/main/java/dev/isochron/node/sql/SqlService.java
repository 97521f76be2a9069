package dev.isochron.node.sql;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.port.Ports;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// SQL at a node: a client of the cluster within the node, sessions on it, and who listens.
public final class SqlService implements AutoCloseable {
    /// A cluster that was just founded may take a while to answer.
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Isochron db;
    private final SqlListener listener;
    private final JobKeeper jobs;

    private SqlService(Isochron db, SqlListener listener, JobKeeper jobs) {
        this.db = db;
        this.listener = listener;
        this.jobs = jobs;
    }

    /// Connects to the cluster and listens.
    ///
    /// @param own the address by which shards name this node
    /// @param all addresses of all nodes, this one among them
    public static SqlService start(Home home, String own, List<String> all, SqlOptions options) {
        Ports ports = OwnPorts.of(home, own);
        List<String> addresses = new ArrayList<>(List.of(own));
        all.stream().filter(a -> !a.equals(own)).forEach(addresses::add);
        ClientSettings settings =
                ClientSettings.of(String.join(",", addresses))
                        .withNearest(own)
                        .withConnectTimeout(CONNECT);
        Isochron db = Isochron.over(ports, settings);
        try {
            ClusterGateway gateway = new ClusterGateway(home, db);
            gateway.awaitCatalog();
            SqlListener listener = SqlListener.start(options, gateway);
            return new SqlService(db, listener, gateway.keepJobs());
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return listener.address();
    }

    /// Clients that are logged in.
    public int sessions() {
        return listener.sessions();
    }

    @Override
    public void close() {
        jobs.close();
        listener.close();
        db.close();
    }
}
