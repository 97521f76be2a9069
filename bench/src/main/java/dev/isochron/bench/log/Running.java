package dev.isochron.bench.log;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.Probe;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Together;
import dev.isochron.bench.harness.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The subjects that are up at one time, and the probes they can answer.
final class Running implements AutoCloseable {

    /// There is little to compile where there is no replication.
    private static final int RAW_WARMS_UP_SOONER = 3;

    /// Bytes of an entry while warming up.
    private static final int WARM_PAYLOAD = 100;

    private record Log(Subject subject, String variant, LoadedCluster cluster, Path directory) {}

    private final Workspace workspace;
    private final LogPlan plan;
    private final Consumer<String> progress;
    private final List<Log> logs = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable RawSubject raw;

    Running(Workspace workspace, LogPlan plan, Consumer<String> progress) {
        this.workspace = workspace;
        this.plan = plan;
        this.progress = progress;
    }

    /// Starts one group of each subject, one after the other, or side by side where they live
    /// briefly. They are warmed up one after the other in either case: on few processors, subjects
    /// that compile at one time hardly get anywhere.
    void startAll(List<LogSubject> subjects, boolean withRaw)
            throws IOException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (LogSubject subject : subjects) {
            starts.add(() -> begin(subject, 1, ""));
        }
        if (withRaw) {
            starts.add(this::beginRaw);
        }
        if (plan.lifetime() == Lifetime.BRIEF) {
            var _ = Together.all(starts, Running::run);
        } else {
            for (Start start : starts) {
                start.run();
            }
        }
        logs.sort(Comparator.comparing(Log::subject));
        for (Log log : logs) {
            warmUp(log);
        }
        if (raw != null) {
            progress.accept("warming up raw");
            raw.warmUp(plan.warmUp().dividedBy(RAW_WARMS_UP_SOONER), WARM_PAYLOAD);
        }
    }

    @FunctionalInterface
    private interface Start {
        void run() throws IOException, InterruptedException;
    }

    private static Start run(Start start) throws IOException, InterruptedException {
        start.run();
        return start;
    }

    /// Starts a cluster and warms it up, so that its first case is not compiled on the way.
    void startLog(LogSubject subject, int groups, String variant)
            throws IOException, InterruptedException {
        warmUp(begin(subject, groups, variant));
    }

    private Log begin(LogSubject subject, int groups, String variant)
            throws IOException, InterruptedException {
        String name =
                "%d-%s-%d-groups".formatted(workspace.number(), subject.subject().label(), groups);
        progress.accept("starting " + name);
        Path directory = workspace.directory(name);
        LoadedCluster cluster = subject.start(groups, directory, true);
        Log log = new Log(subject.subject(), variant, cluster, directory);
        logs.add(log);
        return log;
    }

    /// Most clients first: their load compiles most in the least time.
    private void warmUp(Log log) throws IOException, InterruptedException {
        progress.accept("warming up " + log.directory.getFileName());
        Duration each = plan.warmUp().dividedBy(plan.clients().size());
        for (int clients : plan.clients().reversed()) {
            LoadOrder order = new LoadOrder(new Load.Closed(clients, each), WARM_PAYLOAD);
            log.cluster.measure(order.words(), each);
        }
    }

    private void beginRaw() throws IOException, InterruptedException {
        progress.accept("starting raw");
        raw = RawSubject.start(workspace.directory("raw"), plan.lifetime());
    }

    /// The probes of every subject that is up.
    List<Probe> probes(LoadOrder order) {
        List<Probe> probes = new ArrayList<>();
        for (Log log : logs) {
            probes.add(
                    new Probe(
                            log.subject,
                            log.variant,
                            () -> log.cluster.measure(order.words(), order.load().length())));
        }
        if (raw != null && order.load() instanceof Load.Closed closed) {
            probes.addAll(rawProbes(raw, closed, order));
        }
        return probes;
    }

    private static List<Probe> rawProbes(RawSubject raw, Load.Closed closed, LoadOrder order) {
        RawPattern pattern = RawSubject.patternOf(closed);
        List<Probe> probes = new ArrayList<>();
        probes.add(new Probe(Subject.RAW, "", () -> raw.alone(pattern, order)));
        if (pattern == RawPattern.ONE_WRITER) {
            probes.add(new Probe(Subject.RAW, LogTargets.ROUND_TRIP, () -> raw.roundTrip(order)));
        }
        if (!raw.shares()) {
            return probes;
        }
        if (pattern == RawPattern.ONE_WRITER) {
            probes.add(
                    new Probe(
                            Subject.RAW, LogTargets.TOGETHER, () -> raw.together(pattern, order)));
        } else {
            probes.add(
                    new Probe(
                            Subject.RAW,
                            LogTargets.CALLBACKS,
                            () -> raw.alone(RawPattern.CALLBACKS, order)));
            probes.add(
                    new Probe(
                            Subject.RAW,
                            LogTargets.CALLBACKS + ", " + LogTargets.TOGETHER,
                            () -> raw.together(RawPattern.CALLBACKS, order)));
        }
        return probes;
    }

    @Override
    public void close() {
        logs.forEach(log -> log.cluster.close());
        if (raw != null) {
            raw.close();
        }
    }

    /// Ends everything and deletes what the servers wrote, which can be gigabytes.
    void discard() throws IOException {
        close();
        for (Log log : logs) {
            Workspace.delete(log.directory);
        }
    }
}
