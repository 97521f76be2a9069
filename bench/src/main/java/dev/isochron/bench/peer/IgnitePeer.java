package dev.isochron.bench.peer;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.ChildProcess;
import dev.isochron.bench.harness.ExternalServer;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Three servers of Apache Ignite 3 from Maven Central, their logs synced as ours.
public final class IgnitePeer implements AutoCloseable {

    private static final int SERVERS = 3;

    /// A cluster is formed within seconds after its servers are up.
    private static final Duration FORMING = Duration.ofMinutes(3);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private static final List<String> OPENED =
            List.of(
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.reflect",
                    "java.io",
                    "java.math",
                    "java.nio",
                    "java.time",
                    "java.util",
                    "jdk.internal.access",
                    "jdk.internal.misc",
                    "sun.nio.ch");

    private final String classPath;
    private final List<Integer> ports;
    private final List<ChildProcess> servers = new ArrayList<>();

    private IgnitePeer(String classPath, List<Integer> ports) {
        this.classPath = classPath;
        this.ports = ports;
    }

    /// Starts the servers, which are ready when this returns.
    ///
    /// @param classPath from [IgniteJars]
    public static IgnitePeer start(String classPath, Path directory)
            throws IOException, InterruptedException {
        IgnitePeer peer = new IgnitePeer(classPath, LoopbackPorts.free(3 * SERVERS));
        try {
            for (int server = 0; server < SERVERS; server++) {
                peer.servers.add(ChildProcess.begin(peer.command(server, directory), directory));
            }
            for (ChildProcess server : peer.servers) {
                server.awaitReady();
            }
            peer.form();
            return peer;
        } catch (IOException | InterruptedException failed) {
            peer.close();
            throw failed;
        }
    }

    /// Where a client finds them.
    public List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            addresses.add("127.0.0.1:" + clientPort(server));
        }
        return addresses;
    }

    public List<ChildProcess> servers() {
        return List.copyOf(servers);
    }

    /// What is set away from the defaults.
    public Map<String, String> settings() {
        return Map.of("version", IgniteJars.VERSION, "raft.fsync", "true");
    }

    private int networkPort(int server) {
        return ports.get(server);
    }

    private int clientPort(int server) {
        return ports.get(SERVERS + server);
    }

    private int restPort(int server) {
        return ports.get(2 * SERVERS + server);
    }

    private ChildCommand command(int server, Path directory) throws IOException {
        Path home = Files.createDirectories(directory.resolve("ignite3-" + server));
        Path config = home.resolve("ignite.conf");
        Files.writeString(config, config(server));
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(Lifetime.LONG.flags());
        OPENED.forEach(name -> words.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("--sun-misc-unsafe-memory-access=allow");
        words.add("-Dio.netty.tryReflectionSetAccessible=true");
        words.add("-cp");
        words.add(classPath);
        words.add("org.apache.ignite.internal.app.IgniteRunner");
        words.add("--config-path=" + config);
        words.add("--work-dir=" + home.resolve("work"));
        words.add("--node-name=n" + server);
        return ExternalServer.command("ignite3-" + server, restPort(server), directory, words);
    }

    private String config(int server) {
        List<String> members = new ArrayList<>();
        for (int member = 0; member < SERVERS; member++) {
            members.add("\"127.0.0.1:" + networkPort(member) + "\"");
        }
        return """
        ignite {
          network {
            listenAddresses = ["127.0.0.1"]
            port = %d
            nodeFinder { netClusterNodes = [%s] }
          }
          clientConnector { listenAddresses = ["127.0.0.1"], port = %d }
          rest { port = %d }
          raft { fsync = true }
        }
        """
                .formatted(
                        networkPort(server),
                        String.join(", ", members),
                        clientPort(server),
                        restPort(server));
    }

    /// Servers wait to be told that they are a cluster, and which of them keep its metadata.
    private void form() throws IOException, InterruptedException {
        String order =
                """
                {"metaStorageNodes": ["n0", "n1", "n2"], "cmgNodes": [], "clusterName": "bench"}
                """;
        HttpRequest init =
                request("cluster/init")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order))
                        .build();
        HttpRequest state = request("cluster/state").GET().build();
        long until = System.nanoTime() + FORMING.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int told = 0;
            while (told != 200 || status(http, state) != 200) {
                if (System.nanoTime() > until) {
                    throw new IOException("the servers of Ignite 3 do not become a cluster");
                }
                told = told == 200 ? told : status(http, init);
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + restPort(0) + "/management/v1/" + path));
    }

    private static int status(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        ChildProcess.closeAll(servers);
    }
}
