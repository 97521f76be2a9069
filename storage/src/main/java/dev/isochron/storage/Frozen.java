package dev.isochron.storage;

import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.table.Table;
import java.util.List;

/// A table that does not change any more, and what the store will say of the replica once it is
/// flushed: the whole state, at exactly that mark.
///
/// @param takenIn replicas whose keys it took over; the store forgets that they were there
record Frozen(Table table, ReplicaHeader header, List<ShardId> takenIn) {}
