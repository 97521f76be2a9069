package dev.isochron.bench;

import dev.isochron.bench.harness.Amount;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.peer.IgniteJars;
import dev.isochron.bench.peer.IgnitePeer;
import dev.isochron.bench.peer.PostgresPeer;
import dev.isochron.bench.peer.ProcessCost;
import dev.isochron.bench.tpcc.Contender;
import dev.isochron.bench.tpcc.ignite.IgniteStore;
import dev.isochron.bench.tpcc.sql.SqlStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The databases of one call, and how they are ended.
final class Contenders implements AutoCloseable {

    private final Workspace workspace;
    private final Consumer<String> progress;
    private final List<Contender> all = new ArrayList<>();
    private final Deque<Runnable> endings = new ArrayDeque<>();

    Contenders(Workspace workspace, Consumer<String> progress) {
        this.workspace = workspace;
        this.progress = progress;
    }

    List<Contender> all() {
        return List.copyOf(all);
    }

    void add(Contender contender) {
        all.add(contender);
        endings.push(contender.store()::close);
    }

    LocalServers startServers(int count, List<String> words, boolean servesSql, Lifetime lifetime)
            throws IOException, InterruptedException {
        progress.accept("starting %d servers".formatted(count));
        Path directory = workspace.directory("servers");
        LocalServers servers =
                servesSql
                        ? LocalServers.startWithSql(directory, count, words, lifetime)
                        : LocalServers.start(directory, count, words, lifetime);
        endings.push(servers::close);
        return servers;
    }

    static List<Map<Amount, Double>> spent(LocalServers servers)
            throws IOException, InterruptedException {
        List<Map<Amount, Double>> spent = new ArrayList<>();
        List<Long> sent = servers.sentBytes();
        for (int node = 0; node < sent.size(); node++) {
            Map<Amount, Double> one = ProcessCost.of(servers.processes().get(node));
            one.put(Amount.SENT, sent.get(node).doubleValue());
            spent.add(one);
        }
        return spent;
    }

    void startPeer(Subject peer) throws IOException, InterruptedException {
        if (peer == Subject.IGNITE3) {
            startIgnite();
            return;
        }
        progress.accept("starting " + peer.label());
        PostgresPeer postgres = PostgresPeer.start(peer, workspace.directory(peer.label()));
        endings.push(postgres::close);
        add(
                new Contender(
                        peer,
                        new SqlStore(postgres.url()),
                        postgres.settings(),
                        Optional.empty(),
                        Optional.of(() ->
                                postgres.processes().stream().map(ProcessCost::of).toList())));
    }

    private void startIgnite() throws IOException, InterruptedException {
        progress.accept("fetching Apache Ignite " + IgniteJars.VERSION);
        Path directory = workspace.directory(Subject.IGNITE3.label());
        String classPath = IgniteJars.classPath(directory);
        progress.accept("starting three servers of Apache Ignite 3");
        IgnitePeer ignite = IgnitePeer.start(classPath, directory);
        endings.push(ignite::close);
        add(
                new Contender(
                        Subject.IGNITE3,
                        IgniteStore.connect(ignite.addresses()),
                        ignite.settings(),
                        Optional.empty(),
                        Optional.of(() ->
                                ignite.servers().stream()
                                        .map(server -> ProcessCost.of(server.pid()))
                                        .toList())));
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
