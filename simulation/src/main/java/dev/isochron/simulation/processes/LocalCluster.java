package dev.isochron.simulation.processes;

import dev.isochron.node.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// Servers on this machine, each a process of its own. What they print goes to a file each, beside
/// their data.
public final class LocalCluster implements AutoCloseable {

    /// What a server with a clock of its own vouches for.
    public static final long BOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int STOP_SECONDS = 10;

    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();
    private final List<String> more;
    private final Trials trials;
    private final Mesh mesh;
    private final TreeMap<Integer, Process> running = new TreeMap<>();

    /// What the servers are to be tried with.
    ///
    /// @param parted whether they reach each other by ways that can be cut
    /// @param skewed whether each has a wall clock that can be made wrong, and vouches for it
    public record Trials(boolean parted, boolean skewed) {}

    /// @param directory for data and output
    /// @param size how many servers
    /// @param more options that every server is given
    public LocalCluster(Path directory, int size, List<String> more, Trials trials)
            throws IOException {
        this.directory = directory;
        this.more = List.copyOf(more);
        this.trials = trials;
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
        this.mesh = new Mesh(ports);
        for (int node = 1; node <= size; node++) {
            if (trials.skewed()) {
                skew(node, 0);
                Files.writeString(file(node, ".properties"), clockOf(node));
            }
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

    private Path file(int node, String ending) {
        return directory.resolve("n" + node + ending);
    }

    private String clockOf(int node) {
        return """
        clock.source=fixed
        clock.bound=%dms
        clock.skew-file=%s
        """
                .formatted(TimeUnit.NANOSECONDS.toMillis(BOUND_NANOS), file(node, ".skew"));
    }

    /// Makes the wall clock of a server wrong by so much, from its next look at it on.
    public void skew(int node, long nanos) throws IOException {
        Path fresh = file(node, ".skew.new");
        Files.writeString(fresh, Long.toString(nanos));
        Files.move(fresh, file(node, ".skew"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Cuts the servers of one side off from all others.
    public void part(IntPredicate side) {
        mesh.part(side);
    }

    /// Everybody reaches everybody again.
    public void join() {
        mesh.heal();
    }

    /// What a server has said so far.
    public String said(int node) throws IOException {
        return Files.readString(file(node, ".out"));
    }

    /// Of two servers the one with the higher number dials; its list of peers names the way.
    private String peersOf(int node) {
        List<String> peers = new ArrayList<>();
        for (int i = 1; i <= ports.size(); i++) {
            boolean dials = trials.parted() && i < node;
            peers.add(i + "=127.0.0.1:" + (dials ? mesh.port(node, i) : ports.get(i - 1)));
        }
        return String.join(",", peers);
    }

    /// Starts a server, again if it ran before.
    public void start(int node) throws IOException {
        Path home = Path.of(System.getProperty("isochron.home", "."));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("node").resolve("jvm.flags"));
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "server", "--node", String.valueOf(node)));
        command.addAll(List.of("--peers", peersOf(node)));
        command.addAll(List.of("--data", file(node, "").toString()));
        if (trials.skewed()) {
            command.addAll(List.of("--config", file(node, ".properties").toString()));
        }
        command.addAll(more);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(file(node, ".out").toFile()))
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
    public void close() throws IOException {
        mesh.close();
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
