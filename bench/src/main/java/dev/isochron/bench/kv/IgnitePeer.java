package dev.isochron.bench.kv;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.ExternalServer;
import dev.isochron.bench.harness.LoadedCluster;
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

/// Three servers of Apache Ignite 3 from Maven Central, their logs synced as ours.
final class IgnitePeer {

    static final String NAME = "ignite3";

    private static final int SERVERS = 3;

    /// A cluster is formed within seconds after its servers are up.
    private static final Duration FORMING = Duration.ofSeconds(60);

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

    private IgnitePeer(String classPath, List<Integer> ports) {
        this.classPath = classPath;
        this.ports = ports;
    }

    static LoadedCluster start(String classPath, Path directory, KvShape shape)
            throws IOException, InterruptedException {
        IgnitePeer peer = new IgnitePeer(classPath, LoopbackPorts.free(3 * SERVERS));
        List<ChildCommand> servers = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            servers.add(peer.command(server, directory));
        }
        List<String> addresses = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            addresses.add("127.0.0.1:" + peer.clientPort(server));
        }
        ChildCommand client =
                new ChildCommand(
                        "ignite3-client",
                        PeerKvClient.class,
                        List.of(NAME, String.join(",", addresses), Integer.toString(shape.rows())),
                        false);
        return LoadedCluster.start(servers, peer::form, client, directory);
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
        words.addAll(ChildCommand.HEAP);
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
}
