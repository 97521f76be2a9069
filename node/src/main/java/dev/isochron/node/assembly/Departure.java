package dev.isochron.node.assembly;

import dev.isochron.node.founding.Rejections;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word.Goodbye;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Ports;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.model.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/// A node that enough others turn away stops. If its directory is an old copy it is marked as one:
/// each start writes a little, so a supervisor that starts it again and again would in the end make
/// it look newer than what the others have met, and they would let it in (P6).
final class Departure {
    /// The mark, among the checkpoints. Its content is for whoever finds it.
    private static final String MARK = "stale-copy";

    private static final String UNFINISHED = "founding-unfinished";

    private final Rejections rejections;
    private final Ports ports;
    private final Supplier<Origin> self;
    private boolean leaving;

    /// @param self the present life of this node
    Departure(Rejections rejections, Ports ports, Supplier<Origin> self) {
        this.rejections = rejections;
        this.self = self;
        this.ports = ports;
    }

    /// @throws StoreRefusedException if the directory was found to be of no use before
    static void requireUnmarked(Disk state) {
        if (state.names().contains(MARK)) {
            throw new StoreRefusedException(
                    StoreRefusedException.Reason.STALE_COPY,
                    MARK,
                    "the other nodes found this directory to be an old copy",
                    "What it promised since the copy was taken is missing in it. Put the current"
                            + " directory back, or start the node with an empty one: it will fetch"
                            + " everything from the others.");
        }
        if (state.names().contains(UNFINISHED)) {
            throw new StoreRefusedException(
                    StoreRefusedException.Reason.UNFINISHED,
                    UNFINISHED,
                    "the founding of this directory was cut short, and the other nodes are another"
                            + " cluster now",
                    "It holds no data: delete it and start the node again.");
        }
    }

    /// This directory was made for a cluster that was never founded; the others have one.
    void unfinished(String why) {
        ports.files()
                .submit(
                        new Marking(ports.disks().state(), UNFINISHED, why),
                        _ -> ports.operator().stop(why));
    }

    /// A peer turned this node away, or an earlier life of it, which is no matter.
    void turnedAway(NodeId by, Goodbye goodbye) {
        if (!goodbye.isMeantFor(self.get())) {
            return;
        }
        Optional<Goodbye> last = rejections.turnedAway(by, goodbye, ports.loop().uptimeNanos());
        if (last.isPresent() && !leaving) {
            leaving = true;
            leave(last.get());
        }
    }

    private void leave(Goodbye goodbye) {
        if (goodbye.reason() == Goodbye.Reason.STALE_DIRECTORY) {
            ports.files()
                    .submit(
                            new Marking(ports.disks().state(), MARK, goodbye.why()),
                            _ -> ports.operator().stop(goodbye.why()));
        } else {
            ports.operator().stop(goodbye.why());
        }
    }

    private record Marking(Disk disk, String mark, String why) implements DiskWorker.Job {
        @Override
        public void write() {
            byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
            disk.allocate(mark, text.length);
            disk.write(mark, 0, ByteBuffer.wrap(text));
        }

        @Override
        public void sync() {
            disk.sync(mark);
            disk.syncDirectory();
        }
    }
}
