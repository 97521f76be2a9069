package dev.isochron.node.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One server of a test cluster as a process of its own, which signals can be sent to.
final class ServerProcess {
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
        command.add("@" + flags());
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.isochron.node.Main", "server"));
        command.addAll(List.of("--node", Integer.toString(node), "--peers", peers));
        command.addAll(List.of("--data", data.toString(), "--groups", "1"));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tests run in their room's directory.
    private static Path flags() {
        return Path.of("jvm.flags").toAbsolutePath();
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
                throw new AssertionError("node " + node + " ended before it was ready");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `SIGKILL`: nothing of the process is left, whatever it was doing.
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void restart() {
        process = start();
    }

    void pause() {
        signal("-STOP");
    }

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
