package dev.isochron.node.process;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.disk.FileDisk;
import dev.isochron.node.founding.Incarnation;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.roster.Application;
import dev.isochron.node.roster.JoinCodec;
import dev.isochron.node.roster.Verdict;
import dev.isochron.node.shell.SystemChance;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.StoreIdentity;
import dev.isochron.protocol.join.JoinServiceGrpc;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.host.NodeClock;
import dev.isochron.truetime.settings.ClockSettings;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How a server with an empty directory becomes a node of a cluster that exists. Before the node
/// itself is put together: its number is not known yet.
final class Admittance {

    /// Of the directory: the life under which the server asks, kept until it is let in.
    private static final String APPLYING = "applying";

    private static final int UUID_CHARACTERS = 36;

    /// Nobody of the cluster answers for so long: whoever started this hears of it.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long ANSWER_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 100;

    private final Path data;
    private final Consumer<String> tell;

    /// @param data the server's directory
    /// @param tell is told what a person may want to know
    Admittance(Path data, Consumer<String> tell) {
        this.data = data;
        this.tell = tell;
    }

    /// As whom this directory was let in, if it was.
    Optional<RosterFile.Kept> before() {
        Path state = data.resolve(NodeProcess.STATE);
        if (!Files.isDirectory(state)) {
            return Optional.empty();
        }
        try (FileDisk disk = FileDisk.readOnly(state)) {
            return new RosterFile(disk).read();
        }
    }

    /// Whoever names nodes of another cluster by mistake hears of it, if one of them answers.
    ///
    /// @throws Complaint if they are not of the cluster whose data the directory has
    void requireOwn(List<String> nodes, RosterFile.Kept kept) {
        for (String node : nodes) {
            Application asking =
                    new Application(
                            kept.life(),
                            kept.roster().addressOf(kept.self()).orElse(node),
                            "",
                            "",
                            Optional.of(kept.cluster()));
            try {
                if (ask(asking, node) instanceof Verdict.Refused(String why, String remedy)) {
                    throw new Complaint(why, node, sentence(remedy));
                }
            } catch (StatusRuntimeException | IllegalArgumentException e) {
                tell.accept(node + " did not say which cluster it belongs to.");
            }
        }
    }

    /// Asks to be let in until there is an answer, and keeps it.
    ///
    /// @param nodes any nodes of the cluster
    /// @param address where this server will be reached
    /// @throws Complaint if it is refused, or nobody answers
    RosterFile.Kept ask(List<String> nodes, String address, String locality, ClockSettings clock) {
        requireNoData();
        try (FileDisk state = FileDisk.open(data.resolve(NodeProcess.STATE))) {
            Application asking = application(state, address, locality, clock);
            Verdict.Admitted admitted = ask(asking, nodes);
            RosterFile.Kept kept =
                    new RosterFile.Kept(
                            admitted.cluster(),
                            admitted.number(),
                            asking.life(),
                            admitted.roster());
            perform(new RosterFile(state).replaceBy(kept));
            return kept;
        }
    }

    private void requireNoData() {
        Path log = data.resolve(NodeProcess.LOG);
        if (!Files.isDirectory(log)) {
            return;
        }
        try (FileDisk disk = FileDisk.readOnly(log)) {
            Optional<StoreIdentity> found = StoreIdentity.in(disk);
            if (found.isPresent()) {
                throw new Complaint(
                        "the directory holds data of node "
                                + found.get().node().value()
                                + " of cluster "
                                + found.get().cluster(),
                        data.toString(),
                        "Start a founder of a cluster with --node and --peers; join another cluster"
                                + " with an empty directory.");
            }
        }
    }

    private static Application application(
            Disk state, String address, String locality, ClockSettings clock) {
        try (NodeClock open = NodeClock.open(clock, Timestamp.MIN)) {
            Timestamp now =
                    open.time().now() instanceof Reading.Usable(Interval interval)
                            ? interval.latest()
                            : Timestamp.MIN;
            return new Application(
                    life(state, now),
                    address,
                    locality,
                    open.time().domain().toString(),
                    Optional.empty());
        } catch (IOException | UnsupportedOperationException e) {
            throw new Complaint(
                    "the clock cannot be opened: " + e.getMessage(),
                    "--clock " + clock.source().text(),
                    "docs/clock.md tells what each source needs.",
                    e);
        }
    }

    /// The life that was drawn when this directory asked first.
    private static UUID life(Disk state, Timestamp now) {
        if (state.names().contains(APPLYING) && state.size(APPLYING) == UUID_CHARACTERS) {
            ByteBuffer text = ByteBuffer.allocate(UUID_CHARACTERS);
            state.read(APPLYING, 0, text);
            try {
                return UUID.fromString(new String(text.array(), StandardCharsets.US_ASCII));
            } catch (IllegalArgumentException cutShort) {
                // A crash came before it was synced, so nobody was asked.
            }
        }
        UUID drawn = Incarnation.draw(now, new SystemChance());
        state.allocate(APPLYING, UUID_CHARACTERS);
        state.write(
                APPLYING, 0, ByteBuffer.wrap(drawn.toString().getBytes(StandardCharsets.US_ASCII)));
        state.sync(APPLYING);
        state.syncDirectory();
        return drawn;
    }

    private static void perform(DiskWorker.Job job) {
        job.write();
        job.sync();
    }

    // -- asking ------------------------------------------------------------------------------

    private Verdict.Admitted ask(Application asking, List<String> nodes) {
        ArrayDeque<String> next = new ArrayDeque<>(nodes);
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "nobody answered";
        while (System.nanoTime() < end) {
            String at = next.isEmpty() ? "" : next.remove();
            if (at.isEmpty()) {
                pause();
                next.addAll(nodes);
                continue;
            }
            try {
                switch (ask(asking, at)) {
                    case Verdict.Admitted admitted -> {
                        return admitted;
                    }
                    case Verdict.Refused(String why, String remedy) ->
                            throw new Complaint(why, at, sentence(remedy));
                    case Verdict.Elsewhere(List<String> addresses) -> {
                        last = at + " says that others decide: " + addresses;
                        next.clear();
                        pause();
                        next.addAll(addresses.isEmpty() ? List.of(at) : addresses);
                    }
                }
            } catch (StatusRuntimeException | IllegalArgumentException e) {
                String silent = at + " did not answer: " + e.getMessage();
                if (!silent.equals(last)) {
                    tell.accept("Waiting to be let in. " + silent + ".");
                }
                last = silent;
            }
        }
        throw new Complaint(
                "no node of the cluster let this server in within "
                        + PATIENCE.toSeconds()
                        + " s; "
                        + last,
                "--join",
                "Name nodes that run, and see that most replicas of the controller do: it gives"
                        + " the numbers. In a cluster without one the node with the lowest number"
                        + " does, with a majority of all.");
    }

    private static Verdict ask(Application asking, String at) {
        ManagedChannel channel = NettyChannelBuilder.forTarget(at).usePlaintext().build();
        try {
            return JoinCodec.read(
                    JoinServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                            .join(JoinCodec.write(asking)));
        } finally {
            channel.shutdownNow();
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Complaint("interrupted while joining", "--join", "Start it again.", e);
        }
    }
}
