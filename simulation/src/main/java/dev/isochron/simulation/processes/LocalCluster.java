package dev.isochron.simulation.processes;

import dev.isochron.node.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Servers on this machine, each a process of its own. What they print goes to a file each, beside
/// their data.
public final class LocalCluster implements AutoCloseable {

    private static final int STOP_SECONDS = 10;

    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();
    private final List<String> more;
    private final TreeMap<Integer, Process> running = new TreeMap<>();

    /// @param directory for data and output
    /// @param size how many servers
    /// @param more options that every server is given
    public LocalCluster(Path directory, int size, List<String> more) throws IOException {
        this.directory = directory;
        this.more = List.copyOf(more);
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        for (int node = 1; node <= size; node++) {
            start(node);
        }
    }

    public int size() {
        return ports.size();
    }

    /// All addresses, separated by commas, as clients want them.
    public String addresses() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /// Starts a server, again if it ran before.
    public void start(int node) throws IOException {
        List<String> peers = new ArrayList<>();
        for (int i = 1; i <= ports.size(); i++) {
            peers.add(i + "=127.0.0.1:" + ports.get(i - 1));
        }
        Path home = Path.of(System.getProperty("isochron.home", "."));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("node").resolve("jvm.flags"));
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "server", "--node", String.valueOf(node)));
        command.addAll(List.of("--peers", String.join(",", peers)));
        command.addAll(List.of("--data", directory.resolve("n" + node).toString()));
        command.addAll(more);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.resolve("n" + node + ".out").toFile()))
                        .start();
        running.put(node, process);
    }

    /// Kills a server on the spot, as a power cut of its process would.
    public void kill(int node) throws InterruptedException {
        Process process = running.remove(node);
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /// Stops a server in the middle of whatever it does; it notices only afterwards.
    public void pause(int node) throws IOException, InterruptedException {
        signal(node, "-STOP");
    }

    public void resume(int node) throws IOException, InterruptedException {
        signal(node, "-CONT");
    }

    private void signal(int node, String signal) throws IOException, InterruptedException {
        Process process = running.get(node);
        if (process != null) {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
        }
    }

    /// A server that has ended by itself, if there is one.
    public Optional<Integer> ended() {
        return running.entrySet().stream()
                .filter(entry -> !entry.getValue().isAlive())
                .map(entry -> entry.getKey())
                .findFirst();
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroy);
        for (Process process : running.values()) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
