package dev.isochron.node.shard;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.MemberList;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.node.machine.StateMachine;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.Applied;
import dev.isochron.shard.state.Mark;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.StorageEvent;
import dev.isochron.storage.snapshot.ChunkRefused;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A shard replica as the state machine behind its log.
public final class ShardMachine implements StateMachine<Applied> {

    private final StoreKeeper keeper;
    private final ReplicaStore store;
    private final ShardEntry entry;
    private final ShardReplica.Environment environment;
    private final Supplier<Turn> turns;
    private ShardReplica replica;
    private Optional<Durable> durable;
    private @Nullable SlowWork underWay;
    private Consumer<ShardReplica> whenReplaced = _ -> {};

    /// What the store is doing for this machine; at most one thing at a time.
    private sealed interface SlowWork {
        Consumer<Optional<RuntimeException>> done();

        record Flush(Durable at, Consumer<Optional<RuntimeException>> done) implements SlowWork {}

        record Install(Durable at, SnapshotImage image, Consumer<Optional<RuntimeException>> done)
                implements SlowWork {}

        record Delete(Consumer<Optional<RuntimeException>> done) implements SlowWork {}
    }

    /// @param store of this replica; one that was being installed holds nothing
    /// @param turns the reading of the clocks for the step that is being made
    public ShardMachine(
            StoreKeeper keeper,
            ReplicaStore store,
            ShardEntry entry,
            ShardReplica.Environment environment,
            Supplier<Turn> turns) {
        this.keeper = keeper;
        this.store = store;
        this.entry = entry;
        this.environment = environment;
        this.turns = turns;
        this.replica = new ShardReplica(store, entry, environment);
        this.durable = store.storedMark().map(ShardMachine::durableAt);
        keeper.listen(entry.route().shard(), this::onEvent);
    }

    static Durable durableAt(byte[] mark) {
        try {
            Mark found = Mark.of(mark);
            return new Durable(found.applied(), MemberList.read(ByteBuffer.wrap(found.members())));
        } catch (MalformedEntry e) {
            throw new IllegalStateException("the store has a mark that is none", e);
        }
    }

    /// The replica as it is now; another one after a snapshot was installed.
    ShardReplica replica() {
        return replica;
    }

    void whenReplaced(Consumer<ShardReplica> listener) {
        whenReplaced = listener;
    }

    @Override
    public Slot applied() {
        return isReadable() ? replica.applied() : Slot.ZERO;
    }

    /// False while a snapshot is being loaded or the state deleted.
    boolean isReadable() {
        return store.state() == ReplicaStore.State.LIVE;
    }

    @Override
    public boolean takesEntries() {
        return isReadable();
    }

    @Override
    public Optional<Durable> durable() {
        return durable;
    }

    @Override
    public Applied apply(Slot slot, Entry chosen) {
        return replica.apply(turns.get(), slot, chosen);
    }

    @Override
    public long fingerprint() {
        return replica.fingerprint();
    }

    @Override
    public void flush(Configuration next, Consumer<Optional<RuntimeException>> done) {
        ByteBuffer members = ByteBuffer.allocate(MemberList.bytesOf(next));
        MemberList.put(members, next);
        replica.freeze(members.array());
        underWay = new SlowWork.Flush(new Durable(replica.applied(), next), done);
        keeper.kick();
    }

    @Override
    public Snapshot snapshot() {
        return SnapshotImage.of(store);
    }

    @Override
    public void install(Durable at, byte[] image, Consumer<Optional<RuntimeException>> done) {
        SnapshotImage chunks;
        try {
            chunks = SnapshotImage.parse(image);
        } catch (IllegalArgumentException malformed) {
            done.accept(Optional.of(malformed));
            return;
        }
        underWay = new SlowWork.Install(at, chunks, done);
        store.beginInstall();
        keeper.kick();
    }

    @Override
    public void delete(Consumer<Optional<RuntimeException>> done) {
        underWay = new SlowWork.Delete(done);
        store.remove();
        keeper.kick();
    }

    // -- what the store did ------------------------------------------------------------------

    private void onEvent(StorageEvent event) {
        SlowWork work = underWay;
        switch (event) {
            case StorageEvent.Flushed flushed -> {
                durable = Optional.of(durableAt(flushed.mark()));
                if (work instanceof SlowWork.Flush flush
                        && !durable.get().slot().isBelow(flush.at().slot())) {
                    end(flush, Optional.empty());
                }
            }
            case StorageEvent.ReadyToLoad _, StorageEvent.Loaded _ -> {
                if (work instanceof SlowWork.Install install) {
                    loadNext(install);
                }
            }
            case StorageEvent.Installed installed -> {
                durable = Optional.of(durableAt(installed.mark()));
                replica = new ShardReplica(store, entry, environment);
                whenReplaced.accept(replica);
                if (work instanceof SlowWork.Install install) {
                    end(install, Optional.empty());
                }
            }
            case StorageEvent.Deleted _ -> {
                if (work instanceof SlowWork.Delete delete) {
                    end(delete, Optional.empty());
                }
            }
            case StorageEvent.Swept _ -> {}
        }
    }

    private void loadNext(SlowWork.Install install) {
        try {
            Optional<byte[]> chunk = install.image().take();
            if (chunk.isEmpty()) {
                end(install, Optional.of(new ChunkRefused("the snapshot ends in the middle")));
                return;
            }
            store.load(chunk.get());
            keeper.kick();
        } catch (ChunkRefused refused) {
            end(install, Optional.of(refused));
        }
    }

    private void end(SlowWork work, Optional<RuntimeException> failure) {
        underWay = null;
        work.done().accept(failure);
    }
}
