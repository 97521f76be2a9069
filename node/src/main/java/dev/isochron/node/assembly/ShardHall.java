package dev.isochron.node.assembly;

import dev.isochron.node.host.Household;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.shard.HostLease;
import dev.isochron.node.shard.Outside;
import dev.isochron.node.shard.ShardDesk;
import dev.isochron.node.shard.ShardMachine;
import dev.isochron.node.shard.ShardOptions;
import dev.isochron.node.shard.StoreKeeper;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.state.Applied;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import java.util.List;
import java.util.Optional;

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

    /// Lets a replica of a shard run from what log and store hold of it.
    Resident.OfShard open(ShardId shard, ReplicaImage image, Runnable whenRetired) {
        StoreKeeper store =
                keeper.orElseThrow(
                        () -> new IllegalStateException("a shard on a node without a store"));
        ShardOptions options = settings.shards();
        ShardEntry entry = entryOf(settings, shard);
        HostLease lease = new HostLease(home.moments());
        ShardReplica.Environment environment =
                new ShardReplica.Environment(
                        lease,
                        options.settings(),
                        options.rules(),
                        key -> new RowName(key, "row " + key));
        ShardMachine machine =
                new ShardMachine(
                        store,
                        storeOf(store.storage(), shard, entry.span()),
                        entry,
                        environment,
                        lease::newTurn);
        ReplicaHost<Applied> host = new ReplicaHost<>(home, image, machine, whenRetired);
        ShardDesk.Parts parts = new ShardDesk.Parts(host, machine, lease, store);
        return new Resident.OfShard(host, new ShardDesk(parts, home, entry, outside));
    }

    private static ReplicaStore storeOf(Storage storage, ShardId shard, Span span) {
        Optional<ReplicaStore> there = storage.replica(shard);
        if (there.isPresent()) {
            return there.get();
        }
        return switch (storage.admit(shard, span)) {
            case Admission.Admitted(ReplicaStore replica) -> replica;
            case Admission.Overlaps overlaps ->
                    throw new IllegalStateException(
                            shard + " would overlap what the store has of " + overlaps.other());
        };
    }

    /// What the founding plan says of a shard.
    static ShardEntry entryOf(NodeSettings settings, ShardId shard) {
        Configuration members = settings.plan().members(Plan.groupOf(shard));
        List<Place> places =
                members.voters().stream().map(member -> placeOf(settings, member.node())).toList();
        return entryOf(settings, shard, places);
    }

    /// What a node says of a shard that it has no replica of, and never hears of: it may be
    /// anywhere.
    static ShardEntry anywhere(NodeSettings settings, ShardId shard) {
        List<Place> places =
                settings.plan().nodes().stream()
                        .limit(ShardEntry.MAX_REPLICAS)
                        .map(node -> placeOf(settings, node))
                        .toList();
        return entryOf(settings, shard, places);
    }

    private static ShardEntry entryOf(NodeSettings settings, ShardId shard, List<Place> places) {
        return new ShardEntry(
                new Route(shard, Generation.FIRST),
                settings.plan().spanOf(shard),
                places,
                Optional.empty());
    }

    static Place placeOf(NodeSettings settings, NodeId node) {
        return new Place(node.value(), settings.shards().addressOf(node));
    }
}
