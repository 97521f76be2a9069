package dev.isochron.storage;

import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.table.Table;

/// A table that does not change any more, and what the store will say of the replica once it is
/// flushed: the whole state, at exactly that mark.
record Frozen(Table table, ReplicaHeader header) {}
