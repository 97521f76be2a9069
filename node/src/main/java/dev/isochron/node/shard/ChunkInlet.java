package dev.isochron.node.shard;

import dev.isochron.node.machine.Inlet;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.node.machine.StateMachine.Installing;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.snapshot.Chunk;
import dev.isochron.storage.snapshot.ChunkRefused;
import java.util.Optional;

/// Loads a shard's snapshot into its store, a chunk at a time: at most one is here, beside the one
/// that is being written.
final class ChunkInlet implements Inlet {
    private final ReplicaStore store;
    private final StoreKeeper keeper;
    private final Runnable whenBegun;
    private final Installing listener;
    private Optional<byte[]> waiting = Optional.empty();
    private boolean begun;
    private boolean ready;
    private boolean over;

    /// @param whenBegun runs when the state that was there before is given up
    ChunkInlet(ReplicaStore store, StoreKeeper keeper, Runnable whenBegun, Installing listener) {
        this.store = store;
        this.keeper = keeper;
        this.whenBegun = whenBegun;
        this.listener = listener;
    }

    @Override
    public void add(Snapshot.Piece piece) {
        waiting = Optional.of(piece.bytes());
        if (!begun) {
            begin(piece.bytes());
        }
        load();
    }

    /// From here on the replica serves nothing, also after a restart, until the last chunk is in.
    /// The first chunk tells what it will have of the key space.
    private void begin(byte[] first) {
        begun = true;
        try {
            Span of =
                    Chunk.parse(first)
                            .span()
                            .orElseThrow(() -> new ChunkRefused("it is not the first chunk"));
            store.beginInstall(of);
            whenBegun.run();
            keeper.kick();
        } catch (ChunkRefused refused) {
            end(Optional.of(refused));
        }
    }

    @Override
    public boolean isFull() {
        return over || waiting.isPresent();
    }

    /// The store can take the next chunk.
    void ready() {
        ready = true;
        load();
        if (!isFull()) {
            listener.hasRoom().run();
        }
    }

    private void load() {
        if (over || !ready || waiting.isEmpty()) {
            return;
        }
        byte[] chunk = waiting.get();
        waiting = Optional.empty();
        ready = false;
        try {
            store.load(chunk);
            keeper.kick();
        } catch (ChunkRefused refused) {
            end(Optional.of(refused));
        }
    }

    void installed() {
        end(Optional.empty());
    }

    @Override
    public void cancel() {
        end(Optional.of(new ChunkRefused("the rest of the snapshot does not come")));
    }

    private void end(Optional<RuntimeException> failure) {
        if (!over) {
            over = true;
            waiting = Optional.empty();
            listener.done().accept(failure);
        }
    }
}
