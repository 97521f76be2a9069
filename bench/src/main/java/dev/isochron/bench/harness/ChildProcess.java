package dev.isochron.bench.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A JVM started by this one, spoken to over its standard input and output; see [Child].
public final class ChildProcess implements AutoCloseable {

    /// A JVM with servers in it is up within seconds; this allows for a busy machine, and for a
    /// client that loads its table first.
    private static final Duration STARTUP = Duration.ofMinutes(5);

    /// After this an unclosed child is killed.
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /// Lines of a child's log that are quoted when it fails.
    private static final int QUOTED_LINES = 15;

    private static final String END = "@end";

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedWriter orders;
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private String greeting = "";

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Starts a child and waits until it says that it is ready.
    public static ChildProcess start(ChildCommand command, Path logs)
            throws IOException, InterruptedException {
        ChildProcess child = begin(command, logs);
        child.awaitReady();
        return child;
    }

    /// Starts a child without waiting; [#awaitReady] must follow. So several start at once.
    public static ChildProcess begin(ChildCommand command, Path logs) throws IOException {
        Path log = logs.resolve(command.name() + ".log");
        Process process =
                new ProcessBuilder(command.words())
                        .redirectErrorStream(false)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        ChildProcess child = new ChildProcess(command.name(), log, process);
        Thread.ofPlatform().daemon().name(command.name() + "-output").start(child::readOutput);
        return child;
    }

    public void awaitReady() throws IOException, InterruptedException {
        String line = next("to be ready", STARTUP);
        if (!line.startsWith(Child.READY)) {
            close();
            throw failure("did not start: " + line);
        }
        greeting = line.substring(Child.READY.length());
    }

    /// What the child said when it became ready.
    public String greeting() {
        return greeting;
    }

    public String name() {
        return name;
    }

    /// Sends an order and waits for its answer.
    public String ask(String order, Duration patience) throws IOException, InterruptedException {
        orders.write(order);
        orders.newLine();
        orders.flush();
        String line = next("to answer '" + order + "'", patience);
        if (!line.startsWith(Child.REPLY)) {
            throw failure("could not do '" + order + "': " + line);
        }
        return line.substring(Child.REPLY.length());
    }

    public Usage usage() throws IOException, InterruptedException {
        return Usage.fromJson(ask("usage", STARTUP));
    }

    /// The syncs that lay between two readings of [#usage].
    public long syncsBetween(Usage from, Usage to) throws IOException, InterruptedException {
        return syncsAt(to) - syncsAt(from);
    }

    private long syncsAt(Usage reading) throws IOException, InterruptedException {
        return Long.parseLong(ask("syncs " + reading.mark(), STARTUP));
    }

    private String next(String purpose, Duration patience)
            throws IOException, InterruptedException {
        String line = replies.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw failure("took more than %d s %s".formatted(patience.toSeconds(), purpose));
        }
        if (line.equals(END)) {
            process.waitFor(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
            throw failure("ended when it was " + purpose);
        }
        return line;
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter rest = new PrintWriter(log + ".out", StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (isForParent(line)) {
                    replies.add(line);
                } else {
                    rest.println(line);
                    rest.flush();
                }
            }
        } catch (IOException closed) {
            replies.add(Child.ERROR + closed.getMessage());
        }
        replies.add(END);
    }

    private static boolean isForParent(String line) {
        return line.startsWith(Child.READY)
                || line.startsWith(Child.REPLY)
                || line.startsWith(Child.ERROR);
    }

    private IOException failure(String what) {
        return new IOException(
                "process '%s' %s%n%s".formatted(name, what, lastLines()).stripTrailing());
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            int from = Math.max(0, lines.size() - QUOTED_LINES);
            return "The end of "
                    + log
                    + ":\n"
                    + String.join("\n", lines.subList(from, lines.size()));
        } catch (IOException unreadable) {
            return "Its log " + log + " cannot be read: " + unreadable.getMessage();
        }
    }

    /// Its number in the operating system.
    public long pid() {
        return process.pid();
    }

    /// Ends the child on the spot, as `kill -9` does: it does not get to close anything.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Stops the child in the middle of whatever it does; it notices only afterwards.
    public void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    /// Ends the child: it is asked to close, and killed when it does not.
    @Override
    public void close() {
        askToClose();
        awaitEnd();
    }

    /// Ends all of them, side by side.
    public static void closeAll(List<ChildProcess> children) {
        children.forEach(ChildProcess::askToClose);
        children.forEach(ChildProcess::awaitEnd);
    }

    private void askToClose() {
        try {
            orders.close();
        } catch (IOException _) {
            // The child has ended by itself; there is nobody left to ask.
        }
    }

    private void awaitEnd() {
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
