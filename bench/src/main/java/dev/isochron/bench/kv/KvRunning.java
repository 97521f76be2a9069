package dev.isochron.bench.kv;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.Probe;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.IsochronLog;
import dev.isochron.bench.isochron.IsochronShape;
import dev.isochron.bench.log.LoadOrder;
import dev.isochron.bench.log.RawPattern;
import dev.isochron.bench.log.RawSubject;
import dev.isochron.bench.peer.IgniteJars;
import dev.isochron.bench.peer.IgnitePeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is up during a run, and the probes of each case.
final class KvRunning implements AutoCloseable {

    static final String LOG = "replicated log";
    static final String ROUND_TRIP = "gRPC round trip";
    static final String UNSURE = "ε = 5 ms";

    /// Vouched for, so ε is what it says.
    private static final String UNSURE_CLOCK =
            """
            clock.source = fixed
            clock.bound = 5ms
            """;

    /// Bytes of an entry beside a row, so that both write about the same.
    private static final int PAYLOAD = 100;

    private final KvPlan plan;
    private final Consumer<String> progress;
    private volatile @Nullable LoadedCluster store;
    private volatile @Nullable LoadedCluster unsure;
    private volatile @Nullable LoadedCluster log;
    private volatile @Nullable RawSubject raw;
    private final Map<Subject, LoadedCluster> peers =
            Collections.synchronizedMap(new EnumMap<>(Subject.class));

    KvRunning(KvPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    void startStore(Workspace workspace) throws IOException, InterruptedException {
        progress.accept("starting three servers and loading");
        LoadedCluster started = store(workspace.directory("store"), List.of());
        store = started;
        warmUp(started, plan.cases());
    }

    void startUnsure(Workspace workspace) throws IOException, InterruptedException {
        progress.accept("starting three servers with an unsure clock and loading");
        Path directory = workspace.directory("unsure");
        Path clock = Files.writeString(directory.resolve("clock.properties"), UNSURE_CLOCK);
        LoadedCluster started = store(directory, List.of("--config=" + clock));
        unsure = started;
        warmUp(started, plan.cases().stream().filter(KvRunning::isUnsureToo).toList());
    }

    /// What an unsure clock is measured at: hot rows, where waiting for it could hold others up.
    private static boolean isUnsureToo(KvCase one) {
        return one.operation() == KvOperation.WRITE && one.keys() == KvKeys.HOT;
    }

    private LoadedCluster store(Path directory, List<String> more)
            throws IOException, InterruptedException {
        KvShape table = new KvShape(plan.rows());
        IsochronShape shape = IsochronShape.onFreePorts(1);
        List<String> words = new ArrayList<>(more);
        words.add("--split-at=" + String.join(",", table.borders()));
        ChildCommand client =
                new ChildCommand(
                        "kv-client",
                        KvClient.class,
                        List.of(shape.addressWords(), Integer.toString(plan.rows())),
                        false);
        return LoadedCluster.start(
                shape.servers(directory, true, words), client, plan.lifetime(), directory);
    }

    /// Each operation once, with most clients: what runs often is compiled, and the same code
    /// serves one client.
    private void warmUp(LoadedCluster cluster, List<KvCase> cases)
            throws IOException, InterruptedException {
        progress.accept("warming up");
        Map<KvOperation, KvCase> busiest = new EnumMap<>(KvOperation.class);
        for (KvCase one : cases) {
            busiest.merge(one.operation(), one, (a, b) -> b.clients() > a.clients() ? b : a);
        }
        for (KvCase one : busiest.values()) {
            Duration each = plan.warmUp().dividedBy(busiest.size());
            cluster.measure(one.order(each), each);
        }
    }

    void startLog(Workspace workspace) throws IOException, InterruptedException {
        progress.accept("starting the replicated log");
        LoadedCluster started =
                new IsochronLog(plan.lifetime()).start(1, workspace.directory("log"), true);
        log = started;
        Duration each = plan.warmUp().dividedBy(2L * plan.clients().size());
        for (int clients : plan.clients().reversed()) {
            started.measure(entries(clients, each).words(), each);
        }
    }

    void startRaw(Workspace workspace) throws IOException, InterruptedException {
        progress.accept("starting raw");
        RawSubject started = RawSubject.start(workspace.directory("raw"), plan.lifetime());
        raw = started;
        started.warmUp(plan.warmUp().dividedBy(2), PAYLOAD);
    }

    void startEtcd(Workspace workspace) throws IOException, InterruptedException {
        Optional<Path> program = EtcdPeer.program();
        if (program.isEmpty()) {
            progress.accept("etcd is not installed (apt-get install etcd-server): left out");
            return;
        }
        progress.accept("starting three servers of etcd and loading");
        KvShape shape = new KvShape(plan.rows());
        warmUp(Subject.ETCD, EtcdPeer.start(program.get(), workspace.directory("etcd"), shape));
    }

    void startIgnite(Workspace workspace) throws IOException, InterruptedException {
        progress.accept("fetching Apache Ignite " + IgniteJars.VERSION);
        Path directory = workspace.directory("ignite3");
        String classPath = IgniteJars.classPath(directory);
        progress.accept("starting three servers of Apache Ignite 3 and loading");
        KvShape shape = new KvShape(plan.rows());
        IgnitePeer ignite = IgnitePeer.start(classPath, directory);
        ChildCommand client = PeerKvClient.command(IgniteKv.NAME, ignite.addresses(), shape);
        warmUp(Subject.IGNITE3, LoadedCluster.around(ignite.servers(), client, directory));
    }

    private void warmUp(Subject peer, LoadedCluster cluster)
            throws IOException, InterruptedException {
        try {
            warmUp(cluster, plan.cases().stream().filter(KvCase::isOfPeers).toList());
            peers.put(peer, cluster);
        } catch (IOException failed) {
            cluster.close();
            progress.accept(leftOut(peer, "warming up", failed));
        }
    }

    /// What a person is told of a peer that could not do something.
    static String leftOut(Subject peer, String what, IOException failed) {
        String why = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        return "%s is left out of %s: %s".formatted(peer.label(), what, why);
    }

    /// The store first; peers beside it where they can do the same; beside single writes what lies
    /// under it.
    List<Probe> probes(KvCase of) {
        List<Probe> probes = new ArrayList<>();
        Duration length = plan.length();
        LoadedCluster kv = store;
        if (kv != null) {
            probes.add(new Probe(Subject.ISOCHRON, "", () -> kv.measure(of.order(length), length)));
        }
        LoadedCluster wide = unsure;
        if (wide != null && isUnsureToo(of)) {
            probes.add(
                    new Probe(
                            Subject.ISOCHRON,
                            UNSURE,
                            () -> wide.measure(of.order(length), length)));
        }
        if (of.operation() == KvOperation.WRITE && of.keys() == KvKeys.UNIFORM) {
            probes.addAll(below(entries(of.clients(), length)));
        }
        if (of.isOfPeers()) {
            peers.forEach((peer, cluster) ->
                    probes.add(
                            new Probe(peer, "", () -> cluster.measure(of.order(length), length))));
        }
        return probes;
    }

    private List<Probe> below(LoadOrder order) {
        List<Probe> probes = new ArrayList<>();
        LoadedCluster entries = log;
        if (entries != null) {
            probes.add(
                    new Probe(
                            Subject.ISOCHRON,
                            LOG,
                            () -> entries.measure(order.words(), order.load().length())));
        }
        RawSubject disk = raw;
        if (disk != null && order.load() instanceof Load.Closed closed) {
            RawPattern pattern = RawSubject.patternOf(closed);
            probes.add(new Probe(Subject.RAW, "", () -> disk.alone(pattern, order)));
            probes.add(new Probe(Subject.RAW, ROUND_TRIP, () -> disk.roundTrip(order)));
        }
        return probes;
    }

    private static LoadOrder entries(int clients, Duration length) {
        return new LoadOrder(new Load.Closed(clients, length), PAYLOAD);
    }

    @Override
    public void close() {
        peers.values().forEach(LoadedCluster::close);
        if (store != null) {
            store.close();
        }
        if (unsure != null) {
            unsure.close();
        }
        if (log != null) {
            log.close();
        }
        if (raw != null) {
            raw.close();
        }
    }
}
