package dev.isochron.node.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One server of a test cluster as a process of its own, which signals can be sent to.
final class ServerProcess {
    /// More than a test writes, so that it can read all of it in the end.
    private static final String KEEP_LINES = Integer.toString(1 << 20);

    private final int node;
    private final String peers;
    private final Path data;
    private Process process;

    private ServerProcess(int node, String peers, Path data) {
        this.node = node;
        this.peers = peers;
        this.data = data;
        this.process = start();
    }

    static ServerProcess start(int node, String peers, Path directory) {
        return new ServerProcess(node, peers, directory.resolve("node-" + node));
    }

    private Process start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + flags("jvm.flags"));
        command.add("@" + flags("short.flags"));
        command.add("-Xmx256m");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.isochron.node.Main", "server"));
        command.addAll(List.of("--node", Integer.toString(node), "--peers", peers));
        command.addAll(List.of("--data", data.toString(), "--keep-lines", KEEP_LINES));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(said().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the process says of itself, for whoever looks into a failure.
    Path said() {
        return data.resolveSibling("node-" + node + ".err");
    }

    /// The tests run in their room's directory.
    private static Path flags(String file) {
        return Path.of(file).toAbsolutePath();
    }

    /// Waits for the line that says that the node is part of its cluster.
    void awaitReady() {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            String line = out.readLine();
            while (line != null && !line.contains("is ready")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new AssertionError(
                        "node " + node + " ended before it was ready: " + Files.readString(said()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `SIGKILL` is on its way.
    void beginToKill() {
        process.destroyForcibly();
    }

    /// `SIGKILL`: nothing of the process is left, whatever it was doing.
    void kill() {
        beginToKill();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void restart() {
        process = start();
    }

    /// The disk is replaced by an empty one.
    void wipe() {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `SIGSTOP`.
    void pause() {
        signal("-STOP");
    }

    /// `SIGCONT`.
    void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("kill " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
