package dev.isochron.node.assembly;

import dev.isochron.node.host.Household;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.machine.MemberList;
import dev.isochron.node.shard.HostLease;
import dev.isochron.node.shard.Outside;
import dev.isochron.node.shard.ShardDesk;
import dev.isochron.node.shard.ShardMachine;
import dev.isochron.node.shard.ShardOptions;
import dev.isochron.node.shard.StoreKeeper;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.state.Applied;
import dev.isochron.shard.state.Mark;
import dev.isochron.shard.state.ShardState;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/// Puts the shard replicas of a node together, over its one store.
final class ShardHall {

    private final Household home;
    private final NodeSettings settings;
    private final Outside outside;
    private final Optional<StoreKeeper> keeper;

    ShardHall(Household home, NodeSettings settings, Outside outside) {
        this.home = home;
        this.settings = settings;
        this.outside = outside;
        this.keeper =
                home.ports()
                        .disks()
                        .rows()
                        .map(rows ->
                                new StoreKeeper(
                                        Storage.open(
                                                rows.store(),
                                                settings.self().value(),
                                                settings.shards().storage()),
                                        rows.worker(),
                                        home.ports().loop(),
                                        home.ports().operator()));
    }

    /// Whether the store has no room for what was applied.
    boolean isFull() {
        return keeper.filter(StoreKeeper::isFull).isPresent();
    }

    /// Whether the store has anything of a shard.
    boolean has(ShardId shard) {
        return keeper.filter(store -> store.storage().replica(shard).isPresent()).isPresent();
    }

    /// Whether the store says that a shard of which it has nothing is part of another one.
    boolean isTakenIn(ShardId shard) {
        return keeper.stream()
                .flatMap(store -> store.storage().replicas().stream())
                .anyMatch(replica -> lineageOf(replica).took(shard));
    }

    private static Lineage lineageOf(ReplicaStore replica) {
        try {
            return ShardState.markOf(replica).lineage();
        } catch (MalformedEntry malformed) {
            throw new IllegalStateException("the store has a mark that is none", malformed);
        }
    }

    /// Lets a replica of a shard run from what log and store hold of it.
    ///
    /// @param lost what it is to show as damaged if the store has nothing of it
    Resident.OfShard open(
            ShardId shard, ReplicaImage image, Optional<String> lost, Runnable whenRetired) {
        StoreKeeper store =
                keeper.orElseThrow(
                        () -> new IllegalStateException("a shard on a node without a store"));
        ShardOptions options = settings.shards();
        HostLease lease = new HostLease(home.moments());
        ShardReplica.Environment environment =
                new ShardReplica.Environment(
                        lease,
                        options.settings(),
                        options.rules(),
                        home.held(),
                        key -> new RowName(key, "row " + key),
                        fork -> outside.mayFork(image.replica(), fork));
        ShardMachine machine =
                new ShardMachine(
                        store, storeOf(store.storage(), shard, lost), environment, lease::newTurn);
        ReplicaHost<Applied> host = new ReplicaHost<>(home, image, machine, whenRetired);
        ShardDesk.Parts parts = new ShardDesk.Parts(host, machine, lease, store);
        return new Resident.OfShard(host, new ShardDesk(parts, home, outside));
    }

    /// One that was founded, split off or installed is there; any other waits for a snapshot. What
    /// is still being deleted is an earlier one's, of the other half of a split perhaps: until it
    /// is gone a snapshot finds no room.
    private static ReplicaStore storeOf(Storage storage, ShardId shard, Optional<String> lost) {
        return storage.replica(shard)
                .filter(there -> there.state() != ReplicaStore.State.REMOVED)
                .or(() -> lost.map(what -> storage.lost(shard, what)))
                .orElseGet(() -> storage.vacant(shard));
    }

    /// Makes room for shards that this node is to have from the beginning, all in one batch: `done`
    /// runs once their spans are durable. A founding that was cut short is done again.
    ///
    /// @throws IllegalStateException if the store has other shards than these
    void found(SortedMap<ShardId, Founded> shards, Runnable done) {
        if (shards.isEmpty()) {
            done.run();
            return;
        }
        StoreKeeper store = keeper.orElseThrow();
        TreeSet<ShardId> missing = new TreeSet<>();
        shards.forEach((shard, founded) -> {
            if (store.storage().replica(shard).isEmpty()) {
                missing.add(shard);
                begin(store.storage(), shard, founded);
                store.listen(
                        shard,
                        _ -> {
                            if (missing.remove(shard) && missing.isEmpty()) {
                                done.run();
                            }
                        });
            }
        });
        if (missing.isEmpty()) {
            done.run();
        } else {
            store.kick();
        }
    }

    /// A shard as it is founded.
    record Founded(Span span, Configuration members) {}

    private static void begin(Storage storage, ShardId shard, Founded founded) {
        ByteBuffer members = ByteBuffer.allocate(MemberList.bytesOf(founded.members()));
        MemberList.put(members, founded.members());
        switch (storage.admit(shard, founded.span())) {
            case Admission.Admitted(ReplicaStore replica) ->
                    replica.freeze(Mark.ofFounding(members.array()).toBytes());
            case Admission.Overlaps overlaps ->
                    throw new IllegalStateException(
                            shard + " would overlap what the store has of " + overlaps.other());
        }
    }
}
