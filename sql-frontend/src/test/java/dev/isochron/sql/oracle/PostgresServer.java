package dev.isochron.sql.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL in a temporary directory.
///
/// With `-Dpostgres.oracle.port` one that runs already is asked instead.
final class PostgresServer {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/lib/postgresql/15/bin"), Path.of("/usr/pgsql-15/bin"));

    private static final String SETTINGS =
            " -c listen_addresses=127.0.0.1 -c fsync=off -c timezone=UTC -c shared_buffers=16MB";

    private static final Optional<PostgresServer> STARTED = start();

    private final int port;

    private PostgresServer(int port) {
        this.port = port;
    }

    /// The server of this JVM, or none if PostgreSQL is not installed.
    static Optional<PostgresServer> started() {
        return STARTED;
    }

    int port() {
        return port;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:"
                + port
                + "/postgres?user=postgres&preferQueryMode=simple&ApplicationName=oracle";
    }

    private static Optional<PostgresServer> start() {
        Integer running = Integer.getInteger("postgres.oracle.port");
        if (running != null) {
            return Optional.of(new PostgresServer(running));
        }
        return PLACES.stream()
                .filter(place -> Files.isExecutable(place.resolve("initdb")))
                .findFirst()
                .flatMap(PostgresServer::startIn);
    }

    private static Optional<PostgresServer> startIn(Path binaries) {
        try {
            Path home = Files.createTempDirectory("postgres-oracle");
            if (isRoot() && run("chown", "postgres", home.toString()) != 0) {
                return Optional.empty();
            }
            String data = home.resolve("data").toString();
            int port = freePort();
            String initdb = binaries.resolve("initdb").toString();
            String control = binaries.resolve("pg_ctl").toString();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(control, data, home)));
            boolean up =
                    runAsUser(
                                            initdb,
                                            "-D",
                                            data,
                                            "-A",
                                            "trust",
                                            "-U",
                                            "postgres",
                                            "-E",
                                            "UTF8",
                                            "--locale=C",
                                            "--lc-ctype=C.UTF-8",
                                            "-N")
                                    == 0
                            && runAsUser(
                                            control,
                                            "-D",
                                            data,
                                            "-w",
                                            "-l",
                                            data + "/log",
                                            "-o",
                                            "-p " + port + " -k " + home + SETTINGS,
                                            "start")
                                    == 0;
            return up ? Optional.of(new PostgresServer(port)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /// PostgreSQL refuses to run as root.
    private static int runAsUser(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(Arrays.asList(command));
        return run(all.toArray(String[]::new));
    }

    private static int run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void stop(String control, String data, Path home) {
        runAsUser(control, "-D", data, "-m", "immediate", "stop");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("not removed: " + home + ": " + e.getMessage());
        }
    }
}
