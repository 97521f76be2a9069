package dev.isochron.bench.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A child that runs a program which is not ours, and ends it when it ends: a server of a peer.
///
/// Its CPU counts as this child's; what it allocates and syncs is not known.
public final class ExternalServer implements Child.Service {

    /// A busy machine lets a server start slowly.
    private static final Duration STARTUP = Duration.ofMinutes(4);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /// After this it is killed, well within the time that the parent gives this child.
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Process process;

    private ExternalServer(int port, Path log, List<String> words)
            throws IOException, InterruptedException {
        process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        awaitPort(port, log);
    }

    /// The process; its arguments are the port that is to answer, the file for what the program
    /// prints, and the program with its arguments.
    public static void main(String[] args) {
        List<String> words = List.of(args).subList(2, args.length);
        Child.run(() -> new ExternalServer(Integer.parseInt(args[0]), Path.of(args[1]), words));
    }

    /// How to start such a child.
    ///
    /// @param port that answers once the program is up
    /// @param words the program and its arguments
    public static ChildCommand command(String name, int port, Path directory, List<String> words) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(port));
        arguments.add(directory.resolve(name + ".program.log").toString());
        arguments.addAll(words);
        return new ChildCommand(name, ExternalServer.class, arguments, true).small();
    }

    private void awaitPort(int port, Path log) throws IOException, InterruptedException {
        long until = System.nanoTime() + STARTUP.toNanos();
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                close();
                throw new IOException("nothing answers at port " + port + "; see " + log);
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) {
        throw new UnsupportedOperationException("a server takes no orders");
    }

    @Override
    public long cpuNanosBeside() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
