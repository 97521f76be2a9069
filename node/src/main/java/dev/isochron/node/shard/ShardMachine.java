package dev.isochron.node.shard;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Inlet;
import dev.isochron.node.machine.MemberList;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.node.machine.StateMachine;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.Applied;
import dev.isochron.shard.state.Mark;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.StorageEvent;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A shard replica as the state machine behind its log.
public final class ShardMachine implements StateMachine<Applied> {

    private final StoreKeeper keeper;
    private final ReplicaStore store;
    private final ShardReplica.Environment environment;
    private final Supplier<Turn> turns;
    private ShardReplica replica;
    private Optional<Durable> durable;
    private Optional<Lineage.Leaving> frozenOnDisk;
    private @Nullable SlowWork underWay;

    /// True from when a merge found that the neighbour's state is not here, or something of the own
    /// one is damaged, until a snapshot came.
    private boolean lost;

    /// What is damaged stays until then: it may be the best that anybody has.
    private boolean isKept;

    /// One that was removed may be asked to make room for its successor as well.
    private boolean deleted;

    private final Sweeper sweeper;
    private boolean wasOffered;
    private Consumer<ShardReplica> whenReplaced = _ -> {};
    private Consumer<ShardId> whenCrowded = _ -> {};
    private Runnable whenDamaged = () -> {};

    /// What the store is doing for this machine; at most one thing at a time.
    private sealed interface SlowWork {

        record Flush(Durable at, Consumer<Optional<RuntimeException>> done) implements SlowWork {}

        record Install(ChunkInlet inlet) implements SlowWork {}

        record Delete(Consumer<Optional<RuntimeException>> done) implements SlowWork {}
    }

    /// @param store of this replica; one that was being installed holds nothing
    /// @param turns the reading of the clocks for the step that is being made
    public ShardMachine(
            StoreKeeper keeper,
            ReplicaStore store,
            ShardReplica.Environment environment,
            Supplier<Turn> turns) {
        this.keeper = keeper;
        this.store = store;
        this.environment = environment;
        this.turns = turns;
        this.sweeper = new Sweeper(store, keeper, environment.settings().retention());
        this.replica = begin(store, environment);
        this.durable = store.storedMark().map(ShardMachine::durableAt);
        this.frozenOnDisk = store.storedMark().flatMap(ShardMachine::leaving);
        keeper.listen(store.shard(), this::onEvent);
    }

    private static ShardReplica begin(ReplicaStore store, ShardReplica.Environment environment) {
        try {
            return new ShardReplica(store, environment);
        } catch (RequestFailed damaged) {
            store.quarantine();
            return new ShardReplica(store, environment);
        }
    }

    static Durable durableAt(byte[] mark) {
        Mark found = parse(mark);
        return new Durable(found.applied(), MemberList.read(ByteBuffer.wrap(found.members())));
    }

    private static Optional<Lineage.Leaving> leaving(byte[] mark) {
        return parse(mark).lineage().leaving();
    }

    private static Mark parse(byte[] mark) {
        try {
            return Mark.of(mark);
        } catch (MalformedEntry e) {
            throw new IllegalStateException("the store has a mark that is none", e);
        }
    }

    /// The replica as it is now; another one after a snapshot was installed.
    ShardReplica replica() {
        return replica;
    }

    /// `listener` hears when a snapshot was refused.
    void whenCrowded(Consumer<ShardId> listener) {
        whenCrowded = listener;
    }

    /// `listener` hears when a job of the store met something damaged.
    void whenDamaged(Runnable listener) {
        whenDamaged = listener;
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
        return store.state() == ReplicaStore.State.LIVE && !lost;
    }

    @Override
    public Optional<Durable> durable() {
        return durable;
    }

    @Override
    public Applied apply(Slot slot, Entry chosen) {
        try {
            Applied applied = replica.apply(turns.get(), slot, chosen);
            if (applied.isLost()) {
                lost = true;
                giveUp();
                // Of an unborn half the state before this entry was frozen, for which the flush of
                // the other one may wait: nobody asks for one here any more.
                keeper.kick();
            }
            return applied;
        } catch (RequestFailed damaged) {
            if (!lose()) {
                throw damaged;
            }
            return new Applied(slot);
        }
    }

    /// What was found damaged of the state that is shown.
    Optional<String> damage() {
        boolean isShown = isReadable() && !store.isUnborn();
        return isShown && hidesDamage() ? store.damage() : Optional.empty();
    }

    boolean hidesDamage() {
        return environment.rules().keeps(ShardRule.SHOW_NOTHING_DAMAGED);
    }

    /// What was found damaged, shown or not.
    Optional<String> damageOnDisk() {
        return store.damage();
    }

    /// Gives the state up because of what is damaged in it, as it is found or as others say.
    ///
    /// @return false if there is none, or it cannot be given up yet
    boolean lose() {
        if (!isReadable() || store.isUnborn()) {
            return false;
        }
        lost = true;
        isKept = true;
        giveUp();
        return true;
    }

    /// What a flush is making durable, it ends first.
    private void giveUp() {
        boolean isFree = !(underWay instanceof SlowWork.Flush) && !store.isUnborn();
        if (lost && isFree && store.state() == ReplicaStore.State.LIVE) {
            durable = Optional.empty();
            if (isKept) {
                store.quarantine();
            } else {
                store.giveUp();
            }
            keeper.kick();
        }
    }

    @Override
    public long fingerprint() {
        return replica.fingerprint();
    }

    @Override
    public void flush(Configuration next, Consumer<Optional<RuntimeException>> done) {
        if (!mayFlush()) {
            done.accept(Optional.of(new IllegalStateException("too early")));
            return;
        }
        ByteBuffer members = ByteBuffer.allocate(MemberList.bytesOf(next));
        MemberList.put(members, next);
        replica.freeze(members.array());
        underWay = new SlowWork.Flush(new Durable(replica.applied(), next), done);
        keeper.kick();
    }

    /// One that a split made is flushed, and so is its parent, once something is chosen in its own
    /// log: by then a majority has applied the split. Before that the parent's log must not be cut,
    /// or too few might be left who can: a snapshot of the parent has nothing of the right half.
    private boolean mayFlush() {
        return !lost
                && (wasOffered
                        || !store.isUnborn()
                        || store.storedMark().isPresent()
                        || !replica.applied().equals(Slot.FIRST));
    }

    /// Whether a split or a merge waits for this machine's state to be flushed.
    boolean owesFlush() {
        boolean isAwaited =
                store.isUnborn()
                        || store.owesFlush()
                        || (replica.state().lineage().leaving().isPresent() && !isFrozenOnDisk());
        return isReadable() && isAwaited && mayFlush();
    }

    /// Whether a restart would find this shard frozen, as it is, and that is known of it whole.
    boolean isFrozenOnDisk() {
        Optional<Lineage.Leaving> now = replica.state().lineage().leaving();
        return now.isPresent() && frozenOnDisk.equals(now) && !store.isUnborn();
    }

    /// Another replica of this store has its keys and state from now on.
    void takenIn() {
        if (underWay instanceof SlowWork.Flush flush) {
            end(flush.done());
        }
    }

    @Override
    public Snapshot snapshot() {
        return new SnapshotStream(store, keeper::uptimeNanos);
    }

    @Override
    public boolean isWhole() {
        return isReadable();
    }

    @Override
    public Inlet install(Durable at, Installing listener) {
        // Whoever has a snapshot of it has something that was chosen in its own log.
        wasOffered = true;
        Installing ending =
                new Installing(
                        listener.hasRoom(),
                        failure -> {
                            underWay = null;
                            if (failure.isPresent()) {
                                whenCrowded.accept(store.shard());
                            }
                            listener.done().accept(failure);
                        });
        ChunkInlet inlet = new ChunkInlet(store, keeper, () -> durable = Optional.empty(), ending);
        underWay = new SlowWork.Install(inlet);
        return inlet;
    }

    @Override
    public Estate leave() {
        return isReadable() ? replica.leave() : Estate.NONE;
    }

    @Override
    public void inherit(Ballot ballot, Estate estate) {
        replica.inherit(ballot, estate);
    }

    @Override
    public void delete(Consumer<Optional<RuntimeException>> done) {
        if (store.state() == ReplicaStore.State.VACANT || deleted) {
            keeper.later(0, () -> done.accept(Optional.empty()));
            return;
        }
        underWay = new SlowWork.Delete(done);
        if (store.state() != ReplicaStore.State.REMOVED) {
            store.remove();
        }
        keeper.kick();
    }

    // -- what the store did ------------------------------------------------------------------

    private void onEvent(StorageEvent event) {
        SlowWork work = underWay;
        switch (event) {
            case StorageEvent.Flushed flushed -> {
                durable = Optional.of(durableAt(flushed.mark()));
                frozenOnDisk = leaving(flushed.mark());
                sweeper.flushed();
                if (work instanceof SlowWork.Flush flush
                        && !durable.get().slot().isBelow(flush.at().slot())) {
                    end(flush.done());
                }
                giveUp();
            }
            case StorageEvent.ReadyToLoad _, StorageEvent.Loaded _ -> {
                if (work instanceof SlowWork.Install install) {
                    install.inlet().ready();
                }
            }
            case StorageEvent.Installed installed -> {
                durable = Optional.of(durableAt(installed.mark()));
                frozenOnDisk = leaving(installed.mark());
                lost = false;
                isKept = false;
                replica = begin(store, environment);
                sweeper.replaced();
                whenReplaced.accept(replica);
                if (work instanceof SlowWork.Install install) {
                    install.inlet().installed();
                }
            }
            case StorageEvent.Deleted _ when store.state() != ReplicaStore.State.REMOVED -> {
                // What an earlier replica of the shard had is gone.
            }
            case StorageEvent.Deleted _ -> {
                deleted = true;
                if (work instanceof SlowWork.Delete delete) {
                    end(delete.done());
                }
            }
            case StorageEvent.Damaged _ -> whenDamaged.run();
            case StorageEvent.Swept(_, _, boolean isRound) -> sweeper.swept(isRound);
        }
    }

    private void end(Consumer<Optional<RuntimeException>> done) {
        underWay = null;
        done.accept(Optional.empty());
    }
}
