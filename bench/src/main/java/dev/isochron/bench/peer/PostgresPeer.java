package dev.isochron.bench.peer;

import dev.isochron.bench.harness.LoopbackPorts;
import dev.isochron.bench.harness.Subject;
import dev.isochron.node.cli.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// PostgreSQL: one server, or a primary with two standbys of which a commit waits for one.
///
/// A commit is on the disk of a majority of three then, as with us. What is set stands in
/// [#settings]; durability is untouched.
public final class PostgresPeer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final int CLOSING_SECONDS = 10;

    private static final Map<String, String> SETTINGS = commonSettings();

    private final PostgresProgram program;
    private final Path directory;
    private final List<Integer> ports;
    private final List<Process> servers = new ArrayList<>();

    private PostgresPeer(PostgresProgram program, Path directory, List<Integer> ports) {
        this.program = program;
        this.directory = directory;
        this.ports = List.copyOf(ports);
    }

    /// Whether it is installed.
    public static boolean isInstalled() {
        return PostgresProgram.find().isPresent();
    }

    /// Makes a new database and starts its servers: alone, or with two synchronous standbys.
    ///
    /// @param as postgres or postgres-sync
    public static PostgresPeer start(Subject as, Path directory)
            throws IOException, InterruptedException {
        return switch (as) {
            case POSTGRES -> start(directory, 0);
            case POSTGRES_SYNC -> start(directory, 2);
            case ISOCHRON, RAW, RATIS, ETCD, IGNITE3 ->
                    throw new Complaint(
                            "SQL cannot be run against this peer here",
                            as.label(),
                            "Choose postgres or postgres-sync.");
        };
    }

    /// Makes a new database and starts its servers.
    ///
    /// @param standbys 0 or 2
    public static PostgresPeer start(Path directory, int standbys)
            throws IOException, InterruptedException {
        PostgresProgram program = PostgresProgram.required();
        List<Integer> ports = LoopbackPorts.free(1 + standbys);
        PostgresPeer peer = new PostgresPeer(program, directory, ports);
        try {
            program.own(directory);
            peer.found();
            peer.launch(0, "p0");
            for (int standby = 1; standby <= standbys; standby++) {
                peer.follow(standby);
            }
            if (standbys > 0) {
                peer.requireStandbys();
            }
            return peer;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            peer.close();
            throw failed;
        }
    }

    private static Map<String, String> commonSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("default_transaction_isolation", "serializable");
        settings.put("shared_buffers", "512MB");
        settings.put("max_wal_size", "4GB");
        settings.put("max_connections", "200");
        settings.put("max_pred_locks_per_transaction", "256");
        settings.put("wal_level", "replica");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        return settings;
    }

    /// What is set away from the defaults, or left at them on purpose.
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        if (ports.size() > 1) {
            settings.put("synchronous_standby_names", standbyNames());
        }
        return settings;
    }

    private static String standbyNames() {
        return "ANY 1 (s1, s2)";
    }

    /// Where JDBC finds the primary.
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(ports.getFirst());
    }

    /// Where the primary listens.
    public int port() {
        return ports.getFirst();
    }

    /// Process numbers of the servers; the processes of their sessions are their children.
    public List<Long> processes() {
        return servers.stream().map(Process::pid).toList();
    }

    private void found() throws IOException, InterruptedException {
        program.run(
                log(),
                "initdb",
                List.of(
                        "-D",
                        data(0).toString(),
                        "-U",
                        "postgres",
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "-N"));
    }

    private Path data(int server) {
        return directory.resolve("p" + server);
    }

    private Path log() {
        return directory.resolve("../postgres.log");
    }

    private void launch(int server, String name) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("-D", data(server).toString()));
        words.addAll(List.of("-p", Integer.toString(ports.get(server))));
        words.addAll(List.of("-c", "cluster_name=" + name));
        SETTINGS.forEach((key, value) -> words.addAll(List.of("-c", key + "=" + value)));
        servers.add(program.start(log(), "postgres", words));
        awaitReady(server);
    }

    private void awaitReady(int server) throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + STARTUP.toNanos();
        String url = url().replace(":" + ports.getFirst() + "/", ":" + ports.get(server) + "/");
        while (true) {
            try (Connection connection = DriverManager.getConnection(url)) {
                connection.getMetaData();
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > endNanos || !servers.getLast().isAlive()) {
                    throw new IOException("PostgreSQL does not answer, see " + log(), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /// A standby that streams from the primary; its name is what the primary waits for.
    private void follow(int standby) throws IOException, InterruptedException {
        String name = "s" + standby;
        List<String> words = new ArrayList<>();
        words.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(ports.getFirst())));
        words.addAll(List.of("-U", "postgres", "-D", data(standby).toString(), "-R"));
        words.addAll(List.of("-X", "stream", "-c", "fast", "-C", "-S", name, "--no-sync"));
        program.run(log(), "pg_basebackup", words);
        launch(standby, name);
    }

    private void requireStandbys() throws IOException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER SYSTEM SET synchronous_standby_names = '" + standbyNames() + "'");
            statement.execute("SELECT pg_reload_conf()");
            long endNanos = System.nanoTime() + STARTUP.toNanos();
            while (quorum(statement) < ports.size() - 1) {
                if (System.nanoTime() > endNanos) {
                    throw new IOException("the standbys do not stream, see " + log());
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (SQLException failed) {
            throw new IOException("the standbys could not be named: " + failed, failed);
        }
    }

    private static int quorum(Statement statement) throws SQLException {
        String sql = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'";
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    @Override
    public void close() {
        for (Process server : servers.reversed()) {
            server.destroy();
        }
        for (Process server : servers) {
            try {
                if (!server.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                    server.destroyForcibly();
                }
            } catch (InterruptedException e) {
                server.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
