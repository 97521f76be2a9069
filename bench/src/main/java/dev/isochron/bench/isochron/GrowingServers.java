package dev.isochron.bench.isochron;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.ChildProcess;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.LoopbackPorts;
import dev.isochron.paxos.model.GroupId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Three server processes that found a cluster, and others that join it; each known by its address.
public final class GrowingServers implements AutoCloseable {

    private static final Duration ORDER = Duration.ofSeconds(20);

    private final Path directory;
    private final List<String> forAll;
    private final Lifetime lifetime;
    private final Map<String, ChildProcess> servers = new LinkedHashMap<>();
    private int joined;

    private GrowingServers(Path directory, List<String> forAll, Lifetime lifetime) {
        this.directory = directory;
        this.forAll = List.copyOf(forAll);
        this.lifetime = lifetime;
    }

    /// Starts three servers that found a cluster.
    ///
    /// @param founding words for the command line of the founders
    /// @param forAll words for the command line of these and of all that join
    /// @param lifetime of these and of all that join
    public static GrowingServers found(
            Path directory, List<String> founding, List<String> forAll, Lifetime lifetime)
            throws IOException, InterruptedException {
        IsochronShape shape = IsochronShape.onFreePorts(1);
        List<String> words = new ArrayList<>(founding);
        words.addAll(forAll);
        GrowingServers cluster = new GrowingServers(directory, forAll, lifetime);
        try {
            int at = 0;
            for (ChildCommand command : shape.servers(directory, false, words)) {
                String address = shape.addresses().get(at++).toString();
                cluster.put(address, ChildProcess.begin(command.living(lifetime), directory));
            }
            for (String address : cluster.addresses()) {
                cluster.process(address).awaitReady();
            }
            return cluster;
        } catch (IOException | InterruptedException failed) {
            cluster.close();
            throw failed;
        }
    }

    /// Starts a server that joins; it runs when this returns, and is let in soon after.
    ///
    /// @return its address
    public String join() throws IOException, InterruptedException {
        String address = "127.0.0.1:" + LoopbackPorts.free(1).getFirst();
        String name = "isochron-joined-" + ++joined;
        List<String> words = new ArrayList<>(List.of("server"));
        words.add("--join=" + String.join(",", addresses()));
        words.add("--listen=" + address);
        words.add("--data=" + directory.resolve(name));
        words.addAll(forAll);
        ChildProcess server =
                ChildProcess.begin(
                        new ChildCommand(name, IsochronServer.class, words, false).living(lifetime),
                        directory);
        put(address, server);
        server.awaitReady();
        return address;
    }

    private synchronized void put(String address, ChildProcess server) {
        servers.put(address, server);
    }

    private synchronized ChildProcess process(String address) {
        ChildProcess server = servers.get(address);
        if (server == null) {
            throw new IllegalArgumentException("no server at " + address);
        }
        return server;
    }

    /// Of those that run.
    public synchronized List<String> addresses() {
        return List.copyOf(servers.keySet());
    }

    /// Ends a server at once, for good.
    public void kill(String address) throws InterruptedException {
        process(address).kill();
        forget(address);
    }

    /// Ends a server as SIGTERM does, for good.
    public void stop(String address) {
        process(address).close();
        forget(address);
    }

    private synchronized void forget(String address) {
        servers.remove(address);
    }

    /// Keeps the replicas of a group from hearing each other, or no longer; all else goes on.
    public void setDeaf(GroupId group, boolean lost) throws IOException, InterruptedException {
        String word = lost ? IsochronServer.DEAF : IsochronServer.HEARS;
        for (String address : addresses()) {
            process(address).ask(word + " " + group.value(), ORDER);
        }
    }

    @Override
    public void close() {
        List<ChildProcess> all;
        synchronized (this) {
            all = List.copyOf(servers.values());
            servers.clear();
        }
        ChildProcess.closeAll(all);
    }
}
