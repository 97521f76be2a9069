package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.truetime.Timestamp;
import java.util.SortedMap;

/// A store that was opened: its log, and what the log remembers.
///
/// @param wal ready for appends
/// @param identity whose store it is; the incarnation is the store's own
/// @param boot rises each time the store is opened, 1 for a new one; already durable
/// @param replicas the hard state of each replica that lives here
/// @param horizon no grant of this store reached further; counts as granted for every replica
/// @param peers the newest incarnation and boot in which each peer was met
/// @param removed per group the highest id of a removed replica: it and all below never return
/// @param damage what was found wrong
public record Recovered(
        Wal wal,
        StoreIdentity identity,
        long boot,
        SortedMap<GroupId, ReplicaImage> replicas,
        Timestamp horizon,
        SortedMap<NodeId, HardRecord.PeerSeen> peers,
        SortedMap<GroupId, ReplicaId> removed,
        DamageReport damage) {}
