package dev.isochron.bench.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Running server processes and the client process that puts load on them.
public final class LoadedCluster implements AutoCloseable {

    /// Beyond a load's own length: draining what is in flight, and a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<ChildProcess> servers;
    private final ChildProcess client;

    /// @param servers may contain the client, for a subject that has no network
    public LoadedCluster(List<ChildProcess> servers, ChildProcess client) {
        this.servers = List.copyOf(servers);
        this.client = client;
    }

    /// Starts the servers, all at once, and the client when they are ready.
    public static LoadedCluster start(List<ChildCommand> servers, ChildCommand client, Path logs)
            throws IOException, InterruptedException {
        return start(servers, client, Lifetime.LONG, logs);
    }

    /// The same, for as long as is said.
    public static LoadedCluster start(
            List<ChildCommand> servers, ChildCommand client, Lifetime lifetime, Path logs)
            throws IOException, InterruptedException {
        List<ChildProcess> started = new ArrayList<>();
        try {
            for (ChildCommand server : servers) {
                started.add(ChildProcess.begin(server.living(lifetime), logs));
            }
            for (ChildProcess server : started) {
                server.awaitReady();
            }
        } catch (IOException | InterruptedException failed) {
            ChildProcess.closeAll(started);
            throw failed;
        }
        return around(started, client.living(lifetime), logs);
    }

    /// Starts the client of servers that are ready, which end if it cannot.
    public static LoadedCluster around(List<ChildProcess> ready, ChildCommand client, Path logs)
            throws IOException, InterruptedException {
        try {
            return new LoadedCluster(ready, ChildProcess.start(client, logs));
        } catch (IOException | InterruptedException failed) {
            ChildProcess.closeAll(ready);
            throw failed;
        }
    }

    /// Has the client carry out an order, which takes about `length` and is answered by an encoded
    /// [LoadResult]; returns it with what all processes spent meanwhile.
    public Sample measure(String order, Duration length) throws IOException, InterruptedException {
        Usage clientBefore = client.usage();
        List<Usage> before = readings();
        LoadResult result = LoadResult.decode(client.ask(order, length.plus(PATIENCE)));
        List<Sample.Window> windows = windowsSince(before);
        return new Sample(result, windows, window(client, clientBefore));
    }

    /// The servers' share of one core, all together, while nobody asks anything of them.
    public double idleCores(Duration length) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        List<Usage> before = readings();
        Thread.sleep(length);
        double cpuSeconds =
                windowsSince(before).stream().mapToDouble(Sample.Window::cpuSeconds).sum();
        return cpuSeconds / ((System.nanoTime() - startNanos) / 1e9);
    }

    private List<Usage> readings() throws IOException, InterruptedException {
        List<Usage> readings = new ArrayList<>();
        for (ChildProcess server : servers) {
            readings.add(server.usage());
        }
        return readings;
    }

    private List<Sample.Window> windowsSince(List<Usage> before)
            throws IOException, InterruptedException {
        List<Sample.Window> windows = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            windows.add(window(servers.get(i), before.get(i)));
        }
        return windows;
    }

    private static Sample.Window window(ChildProcess process, Usage before)
            throws IOException, InterruptedException {
        return new Sample.Window(before, process.usage(), process::syncsBetween);
    }

    @Override
    public void close() {
        List<ChildProcess> all = new ArrayList<>(servers);
        all.add(client);
        ChildProcess.closeAll(all);
    }
}
