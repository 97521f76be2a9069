package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the log remembers for the store as a whole, and in which generation the newest record of it
/// stands. Small enough that the log itself copies it forward before a segment goes.
///
/// Removed replicas: ids of a group only rise and a store has one replica of a group at a time, so
/// the highest removed id stands for all below it. The memory is one line per group ever removed
/// here and stays for the life of the store.
final class StoreFacts {
    private record Standing<R>(R record, long generation) {}

    private Standing<HardRecord.Horizon> horizon =
            new Standing<>(new HardRecord.Horizon(Timestamp.MIN), Long.MAX_VALUE);
    private Standing<HardRecord.Booted> boot =
            new Standing<>(new HardRecord.Booted(0), Long.MAX_VALUE);
    private final SortedMap<NodeId, Standing<HardRecord.PeerSeen>> peers = new TreeMap<>();
    private final SortedMap<GroupId, Standing<LoggedRecord.RemovedBefore>> removed =
            new TreeMap<>();

    /// Follows a record of the store, or a removal; others are none of its business.
    void note(LoggedRecord record, long generation) {
        switch (record) {
            case LoggedRecord.Hard(HardRecord fact) -> note(fact, generation);
            case LoggedRecord.RemovedBefore r -> noteRemoved(r, generation);
            case LoggedRecord.DamageNoted _ -> {}
        }
    }

    void note(HardRecord record, long generation) {
        switch (record) {
            case HardRecord.Horizon r -> {
                if (!r.until().isBefore(horizon.record.until())) {
                    horizon = new Standing<>(r, generation);
                }
            }
            case HardRecord.Booted r -> {
                if (r.boot() >= boot.record.boot()) {
                    boot = new Standing<>(r, generation);
                }
            }
            case HardRecord.PeerSeen r -> peers.put(r.node(), new Standing<>(r, generation));
            case HardRecord.Removed r ->
                    noteRemoved(new LoggedRecord.RemovedBefore(r.group(), r.replica()), generation);
            case HardRecord.OfReplica _ -> {}
        }
    }

    /// The facts whose newest record stands at or below a generation that is about to go.
    List<LoggedRecord> standingUpTo(long generation) {
        List<LoggedRecord> facts = new ArrayList<>();
        facts.add(new LoggedRecord.Hard(boot.record));
        if (horizon.generation <= generation) {
            facts.add(new LoggedRecord.Hard(horizon.record));
        }
        for (Standing<HardRecord.PeerSeen> peer : peers.values()) {
            if (peer.generation <= generation) {
                facts.add(new LoggedRecord.Hard(peer.record));
            }
        }
        for (Standing<LoggedRecord.RemovedBefore> removal : removed.values()) {
            if (removal.generation <= generation) {
                facts.add(removal.record);
            }
        }
        return facts;
    }

    Timestamp horizon() {
        return horizon.record.until();
    }

    long boot() {
        return boot.record.boot();
    }

    SortedMap<NodeId, HardRecord.PeerSeen> peers() {
        SortedMap<NodeId, HardRecord.PeerSeen> seen = new TreeMap<>();
        peers.forEach((node, peer) -> seen.put(node, peer.record));
        return seen;
    }

    SortedMap<GroupId, ReplicaId> removed() {
        SortedMap<GroupId, ReplicaId> ids = new TreeMap<>();
        removed.forEach((group, removal) -> ids.put(group, removal.record.replica()));
        return ids;
    }

    boolean isRemoved(GroupId group, ReplicaId replica) {
        Standing<LoggedRecord.RemovedBefore> known = removed.get(group);
        return known != null && replica.compareTo(known.record.replica()) <= 0;
    }

    private void noteRemoved(LoggedRecord.RemovedBefore removal, long generation) {
        Standing<LoggedRecord.RemovedBefore> known = removed.get(removal.group());
        if (known == null || removal.replica().compareTo(known.record.replica()) >= 0) {
            removed.put(removal.group(), new Standing<>(removal, generation));
        }
    }
}
