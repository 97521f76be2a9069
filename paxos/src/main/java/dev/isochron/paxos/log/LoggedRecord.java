package dev.isochron.paxos.log;

import dev.isochron.paxos.model.HardRecord;

/// What a frame of the log holds: a fact of the replicas or the store, or the log's own note that a
/// damaged stretch has been accounted for.
public sealed interface LoggedRecord {
    record Hard(HardRecord fact) implements LoggedRecord {}

    /// Between the two positions records were lost; the [HardRecord.Forgot] records that follow
    /// from it stand in the same batch.
    record DamageNoted(Position from, Position to) implements LoggedRecord {}
}
