package dev.isochron.bench.log;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.ChildProcess;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The bare disk and the bare network: processes of [RawDisk], one for each replica that a group
/// would have, and a pair that passes messages by [RoundTrip].
public final class RawSubject implements AutoCloseable {

    /// As many as a group has replicas: on one machine they share its disk and its processors.
    private static final int DISKS = 3;

    private static final int WARM_UPS = 4;

    /// Enough to run each path often within a second.
    private static final int WARM_CLIENTS = 256;

    private final List<LoadedCluster> disks;
    private final LoadedCluster network;

    private RawSubject(List<LoadedCluster> disks, LoadedCluster network) {
        this.disks = List.copyOf(disks);
        this.network = network;
    }

    /// Starts all of its processes; one disk only where they live briefly.
    public static RawSubject start(Path directory, Lifetime lifetime)
            throws IOException, InterruptedException {
        List<ChildProcess> started = new ArrayList<>();
        for (int disk = 0; disk < (lifetime == Lifetime.LONG ? DISKS : 1); disk++) {
            Path storage = Files.createDirectory(directory.resolve("disk-" + disk));
            started.add(
                    ChildProcess.begin(
                            new ChildCommand(
                                            "raw-disk-" + disk,
                                            RawDisk.class,
                                            List.of(storage.toString()),
                                            true)
                                    .small()
                                    .living(lifetime),
                            directory));
        }
        LoadedCluster network = startNetwork(directory, lifetime);
        List<LoadedCluster> disks = new ArrayList<>();
        for (ChildProcess process : started) {
            process.awaitReady();
            disks.add(new LoadedCluster(List.of(process), process));
        }
        return new RawSubject(disks, network);
    }

    private static LoadedCluster startNetwork(Path logs, Lifetime lifetime)
            throws IOException, InterruptedException {
        ChildProcess answering =
                ChildProcess.start(
                        new ChildCommand(
                                        "raw-answering",
                                        RoundTrip.Answering.class,
                                        List.of(),
                                        false)
                                .small()
                                .living(lifetime),
                        logs);
        ChildProcess asking =
                ChildProcess.start(
                        new ChildCommand(
                                        "raw-asking",
                                        RoundTrip.Asking.class,
                                        List.of(answering.greeting()),
                                        false)
                                .small()
                                .living(lifetime),
                        logs);
        return new LoadedCluster(List.of(answering), asking);
    }

    /// Runs everything that will be measured, so that none of it is compiled on the way: a cold
    /// round trip is several times a warm one, and would make the bound it stands in too easy.
    public void warmUp(Duration length, int payloadBytes) throws IOException, InterruptedException {
        Duration each = length.dividedBy(WARM_UPS);
        LoadOrder one = new LoadOrder(new Load.Closed(1, each), payloadBytes);
        LoadOrder many = new LoadOrder(new Load.Closed(WARM_CLIENTS, each), payloadBytes);
        roundTrip(many);
        roundTrip(one);
        together(RawPattern.WRITERS, many);
        together(RawPattern.ONE_WRITER, one);
    }

    /// Whether there are several processes to share the disk.
    public boolean shares() {
        return disks.size() > 1;
    }

    /// One process alone on the disk.
    public Sample alone(RawPattern pattern, LoadOrder order)
            throws IOException, InterruptedException {
        return measure(disks.getFirst(), pattern, order);
    }

    /// The same in all processes at once, as three replicas on this machine must; the result is
    /// that of the middle one by throughput.
    public Sample together(RawPattern pattern, LoadOrder order)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Sample>> tasks = new ArrayList<>();
            for (LoadedCluster disk : disks) {
                tasks.add(() -> measure(disk, pattern, order));
            }
            List<Sample> samples = new ArrayList<>();
            for (Future<Sample> future : threads.invokeAll(tasks)) {
                samples.add(future.get());
            }
            samples.sort((left, right) -> Double.compare(left.perSecond(), right.perSecond()));
            return samples.get(samples.size() / 2);
        } catch (ExecutionException failed) {
            throw new IOException(
                    "the disks could not be measured together: " + failed.getMessage(), failed);
        }
    }

    /// An entry's bytes there, and a few back.
    public Sample roundTrip(LoadOrder order) throws IOException, InterruptedException {
        return network.measure(order.words(), order.load().length());
    }

    private static Sample measure(LoadedCluster disk, RawPattern pattern, LoadOrder order)
            throws IOException, InterruptedException {
        return disk.measure(RawDisk.order(pattern, order), order.load().length());
    }

    /// The patterns that a number of clients stands for.
    public static RawPattern patternOf(Load.Closed load) {
        return load.clients() == 1 ? RawPattern.ONE_WRITER : RawPattern.WRITERS;
    }

    @Override
    public void close() {
        network.close();
        disks.forEach(LoadedCluster::close);
    }
}
