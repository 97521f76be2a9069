package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;

/// What a frame of the log holds: a fact of the replicas or the store, or one of the log's own.
public sealed interface LoggedRecord {
    record Hard(HardRecord fact) implements LoggedRecord {}

    /// The memory of a removal, copied forward. Unlike [HardRecord.Removed] it ends nothing: a
    /// later replica of the group may live here, whose begin stands further on.
    record RemovedBefore(GroupId group, ReplicaId replica) implements LoggedRecord {}

    /// Between the two positions records were lost; the [HardRecord.Forgot] records that follow
    /// from it stand before it, in the same batch if they fit.
    record DamageNoted(Position from, Position to) implements LoggedRecord {}
}
