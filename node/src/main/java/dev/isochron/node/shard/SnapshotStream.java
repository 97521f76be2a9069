package dev.isochron.node.shard;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.snapshot.Export;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The stored state of a shard, read for one peer chunk by chunk through one view of the store.
///
/// A piece is a chunk of the export. Only the last one is kept, in case it got lost on the way; who
/// asks for an earlier one, or comes back after the view was given up, has it read through again up
/// to there, if the store still holds the same state.
final class SnapshotStream implements Snapshot {

    /// Chunks that one call reads over: some milliseconds.
    private static final int SKIPPED = 16;

    /// As long as a view is open the store uses no room of what was deleted since again.
    private static final long LONGEST_NANOS = 600_000_000_000L;

    private final ReplicaStore store;
    private final LongSupplier uptime;
    private final long begunNanos;
    private final Optional<Durable> at;
    private @Nullable Export export;
    private boolean usable = true;
    private long position;
    private long lastOffset = -1;
    private @Nullable Piece last;

    /// What the store holds; an empty state at slot zero if it holds nothing yet, and then nobody
    /// needs it, because the log begins at its first slot.
    SnapshotStream(ReplicaStore store, LongSupplier uptime) {
        this.store = store;
        this.uptime = uptime;
        this.begunNanos = uptime.getAsLong();
        this.export = store.export().orElse(null);
        this.at =
                Optional.ofNullable(export)
                        .map(begun -> ShardMachine.durableAt(begun.header().mark()));
    }

    @Override
    public Slot at() {
        return at.map(Durable::slot).orElse(Slot.ZERO);
    }

    @Override
    public Optional<Configuration> next() {
        return at.map(Durable::next);
    }

    @Override
    public Optional<Piece> read(long offset, int atMost) {
        if (at.isEmpty()) {
            return Optional.of(new Piece(new byte[0], true));
        }
        if (offset == lastOffset) {
            return Optional.ofNullable(last);
        }
        try {
            return goTo(offset, atMost) ? next(atMost) : Optional.empty();
        } catch (RequestFailed damaged) {
            // Another replica is to be asked.
            close();
            return Optional.empty();
        }
    }

    private boolean goTo(long offset, int atMost) {
        if (offset < position || export == null) {
            reopen();
        }
        for (int skipped = 0; position < offset && skipped < SKIPPED; skipped++) {
            if (next(atMost).isEmpty()) {
                return false;
            }
        }
        return position == offset;
    }

    private void reopen() {
        close();
        Export again = store.export().orElse(null);
        if (again == null) {
            return;
        }
        if (ShardMachine.durableAt(again.header().mark()).slot().equals(at())) {
            export = again;
            usable = true;
            position = 0;
        } else {
            again.close();
        }
    }

    private Optional<Piece> next(int atMost) {
        Export open = export;
        Optional<byte[]> chunk = open == null ? Optional.empty() : open.next(atMost);
        if (open == null || chunk.isEmpty()) {
            return Optional.empty();
        }
        Piece piece = new Piece(chunk.get(), open.isDone());
        lastOffset = position;
        last = piece;
        position += piece.bytes().length;
        return Optional.of(piece);
    }

    /// Each reader goes its own way through its own view.
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean isUsable() {
        return usable && uptime.getAsLong() - begunNanos < LONGEST_NANOS;
    }

    @Override
    public void close() {
        usable = false;
        if (export != null) {
            export.close();
            export = null;
        }
        last = null;
        lastOffset = -1;
    }
}
