package dev.isochron.node.host;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects.Request.ReadSnapshot;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/// The snapshot that peers are reading, one at a time: whoever comes while it is still useful reads
/// the same, so that many learners do not mean many copies.
final class SnapshotShelf {

    /// A snapshot that nobody read from for this long is put away.
    static final long KEEP_NANOS = 20_000_000_000L;

    private final int chunkBytes;
    private Optional<Copy> copy = Optional.empty();

    private record Copy(Snapshot snapshot, Configuration next, long usedNanos) {}

    SnapshotShelf(int chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    /// The piece that is asked for; the beginning of a new snapshot if the one asked for is gone.
    ///
    /// @param begin the first slot of the log: a snapshot that ends before it leads nowhere
    Message.SnapshotChunk read(
            ReadSnapshot request, Slot begin, Supplier<Snapshot> take, Durable now, long uptime) {
        boolean useful = copy.filter(c -> !c.snapshot().at().next().isBelow(begin)).isPresent();
        boolean same = useful && isAt(request.at());
        if (!useful || !(same || request.at().equals(Slot.ZERO))) {
            Snapshot fresh = take.get();
            copy = Optional.of(new Copy(fresh, fresh.next().orElse(now.next()), uptime));
        }
        Copy open = copy.orElseThrow();
        copy = Optional.of(new Copy(open.snapshot(), open.next(), uptime));
        long offset = isAt(request.at()) ? request.offset() : 0;
        return chunk(open, Math.min(offset, open.snapshot().length()));
    }

    private boolean isAt(Slot slot) {
        return copy.filter(c -> c.snapshot().at().equals(slot)).isPresent();
    }

    private Message.SnapshotChunk chunk(Copy open, long offset) {
        byte[] bytes = open.snapshot().read(offset, chunkBytes);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new Message.SnapshotChunk(
                open.snapshot().at(),
                open.next(),
                offset,
                bytes,
                (int) crc.getValue(),
                offset + bytes.length == open.snapshot().length());
    }

    /// Puts the snapshot away if nobody reads it any more; true if one is still out.
    boolean tidy(long uptime) {
        copy = copy.filter(c -> uptime - c.usedNanos() < KEEP_NANOS);
        return copy.isPresent();
    }
}
