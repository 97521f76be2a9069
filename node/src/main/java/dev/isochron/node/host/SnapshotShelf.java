package dev.isochron.node.host;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects.Request.ReadSnapshot;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/// The snapshots that peers are reading. Where one can be shared, whoever comes while it is still
/// useful reads the same; else each reader has its own.
final class SnapshotShelf {

    /// A snapshot that nobody read from for this long is put away.
    static final long KEEP_NANOS = 20_000_000_000L;

    /// Snapshots out at a time; who comes then asks again.
    private static final int MAX_COPIES = 3;

    private final int chunkBytes;
    private final TreeMap<ReplicaId, Copy> copies = new TreeMap<>();

    private record Copy(Snapshot snapshot, Configuration next, long usedNanos) {}

    SnapshotShelf(int chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    /// The piece that is asked for; the beginning of a new snapshot if the one asked for is gone;
    /// nothing if neither can be had now.
    ///
    /// @param begin the first slot of the log: a snapshot that ends before it leads nowhere
    Optional<Message.SnapshotChunk> read(
            ReadSnapshot request, Slot begin, Supplier<Snapshot> take, Durable now, long uptime) {
        ReplicaId owner = ownerFor(request, begin);
        if (!copies.containsKey(owner)) {
            if (copies.size() >= MAX_COPIES) {
                return Optional.empty();
            }
            Snapshot fresh = take.get();
            copies.put(owner, new Copy(fresh, fresh.next().orElse(now.next()), uptime));
        }
        Copy open = copies.get(owner);
        copies.put(owner, new Copy(open.snapshot(), open.next(), uptime));
        long offset = open.snapshot().at().equals(request.at()) ? request.offset() : 0;
        return open.snapshot().read(offset, chunkBytes).map(piece -> chunk(open, offset, piece));
    }

    /// Whose copy is read; puts away what is of no use to this reader.
    private ReplicaId ownerFor(ReadSnapshot request, Slot begin) {
        copies.values()
                .removeIf(copy -> {
                    boolean useless =
                            copy.snapshot().at().next().isBelow(begin)
                                    || !copy.snapshot().isUsable();
                    if (useless) {
                        copy.snapshot().close();
                    }
                    return useless;
                });
        boolean anew = request.at().equals(Slot.ZERO);
        Copy own = copies.get(request.reader());
        boolean goesOn = own != null && own.snapshot().at().equals(request.at());
        if (own != null && !goesOn && !(anew && own.snapshot().isShared())) {
            own.snapshot().close();
            copies.remove(request.reader());
        }
        return copies.entrySet().stream()
                .filter(entry -> isFor(request, entry.getValue().snapshot()))
                .map(entry -> entry.getKey())
                .findFirst()
                .orElse(request.reader());
    }

    private static boolean isFor(ReadSnapshot request, Snapshot snapshot) {
        boolean anew = request.at().equals(Slot.ZERO);
        return snapshot.isShared() && (anew || snapshot.at().equals(request.at()));
    }

    private static Message.SnapshotChunk chunk(Copy open, long offset, Snapshot.Piece piece) {
        CRC32C crc = new CRC32C();
        crc.update(piece.bytes());
        return new Message.SnapshotChunk(
                open.snapshot().at(),
                open.next(),
                offset,
                piece.bytes(),
                (int) crc.getValue(),
                piece.last());
    }

    /// Puts snapshots away that nobody reads any more; true if one is still out.
    boolean tidy(long uptime) {
        copies.values()
                .removeIf(copy -> {
                    boolean idle = uptime - copy.usedNanos() >= KEEP_NANOS;
                    if (idle) {
                        copy.snapshot().close();
                    }
                    return idle;
                });
        return !copies.isEmpty();
    }

    /// Puts all away.
    void clear() {
        copies.values().forEach(copy -> copy.snapshot().close());
        copies.clear();
    }
}
