package dev.isochron.bench.isochron;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.LoopbackPorts;
import dev.isochron.node.client.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// The nodes of one run; node `n` listens at the port in place `n - 1`.
public record IsochronShape(List<Integer> ports, int groups) {
    private static final int SERVERS = 3;

    public IsochronShape {
        ports = List.copyOf(ports);
    }

    /// Three nodes at ports that are free.
    public static IsochronShape onFreePorts(int groups) throws IOException {
        return new IsochronShape(LoopbackPorts.free(SERVERS), groups);
    }

    /// From `PORT,PORT,PORT` and a count.
    static IsochronShape parse(String ports, String groups) {
        return new IsochronShape(
                List.of(ports.split(",", -1)).stream().map(Integer::valueOf).toList(),
                Integer.parseInt(groups));
    }

    String portWords() {
        return String.join(",", ports.stream().map(String::valueOf).toList());
    }

    List<HostPort> addresses() {
        return ports.stream().map(port -> new HostPort("127.0.0.1", port)).toList();
    }

    /// All addresses, as the client of transactions takes them.
    public String addressWords() {
        return String.join(",", addresses().stream().map(HostPort::toString).toList());
    }

    /// The servers, each with a directory of its own below `directory`.
    List<ChildCommand> servers(Path directory, boolean countSyncs) {
        return servers(directory, countSyncs, List.of());
    }

    /// The same, given more words of the command line.
    public List<ChildCommand> servers(Path directory, boolean countSyncs, List<String> more) {
        return servers(directory, countSyncs, _ -> more);
    }

    /// The same, given more words that differ from node to node.
    List<ChildCommand> servers(Path directory, boolean countSyncs, IntFunction<List<String>> more) {
        List<ChildCommand> servers = new ArrayList<>();
        for (int node = 1; node <= ports.size(); node++) {
            servers.add(
                    new ChildCommand(
                            "isochron-" + node,
                            IsochronServer.class,
                            serverWords(
                                    node, directory.resolve("server-" + node), more.apply(node)),
                            countSyncs));
        }
        return servers;
    }

    /// What a user would type behind `isochron`.
    private List<String> serverWords(int node, Path data, List<String> more) {
        List<String> words = new ArrayList<>(List.of("server"));
        words.add("--node=" + node);
        words.add("--peers=" + peers());
        words.add("--data=" + data);
        words.add("--groups=" + groups);
        words.addAll(more);
        return words;
    }

    private String peers() {
        List<String> peers = new ArrayList<>();
        for (HostPort address : addresses()) {
            peers.add((peers.size() + 1) + "=" + address);
        }
        return String.join(",", peers);
    }
}
