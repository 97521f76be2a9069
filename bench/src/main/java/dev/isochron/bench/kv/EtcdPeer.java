package dev.isochron.bench.kv;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.ExternalServer;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Three etcd servers, as Debian's package `etcd-server` brings them; they sync every write.
final class EtcdPeer {

    static final String NAME = "etcd";

    private static final int SERVERS = 3;

    private EtcdPeer() {}

    /// Where the program is, if it is installed.
    static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(directory -> Path.of(directory, "etcd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static LoadedCluster start(Path program, Path directory, KvShape shape)
            throws IOException, InterruptedException {
        List<Integer> ports = LoopbackPorts.free(2 * SERVERS);
        List<Integer> clients = ports.subList(0, SERVERS);
        List<Integer> peers = ports.subList(SERVERS, 2 * SERVERS);
        List<ChildCommand> servers = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            servers.add(
                    ExternalServer.command(
                            "etcd-" + server,
                            clients.get(server),
                            directory,
                            words(
                                    program,
                                    directory.resolve("etcd-" + server),
                                    new Ports(clients, peers, server))));
        }
        List<String> addresses = clients.stream().map(port -> "127.0.0.1:" + port).toList();
        ChildCommand client = PeerKvClient.command(NAME, addresses, shape);
        return LoadedCluster.start(servers, client, directory);
    }

    private record Ports(List<Integer> clients, List<Integer> peers, int self) {
        String client() {
            return "http://127.0.0.1:" + clients.get(self);
        }

        String peer(int server) {
            return "http://127.0.0.1:" + peers.get(server);
        }
    }

    private static List<String> words(Path program, Path data, Ports ports) {
        List<String> cluster = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            cluster.add("s" + server + "=" + ports.peer(server));
        }
        return List.of(
                program.toString(),
                "--name=s" + ports.self(),
                "--data-dir=" + data,
                "--listen-client-urls=" + ports.client(),
                "--advertise-client-urls=" + ports.client(),
                "--listen-peer-urls=" + ports.peer(ports.self()),
                "--initial-advertise-peer-urls=" + ports.peer(ports.self()),
                "--initial-cluster=" + String.join(",", cluster),
                "--initial-cluster-state=new",
                "--log-level=error");
    }
}
