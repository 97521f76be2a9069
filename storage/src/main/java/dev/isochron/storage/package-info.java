/// The versions of a replica: a sorted table in memory, flushed into an ordered store.
///
/// A version is a user key and a commit timestamp, with a row or a tombstone. The ordered store is
/// a port: LMDB in `node`, memory with a crash model in `simulation`. Durability comes from the
/// Paxos log alone; what is stored here can be rebuilt from it.
///
/// Invariants kept here: S1 same bytes, C3 no overlap. Called by `shard` and `controller`.
@NullMarked
package dev.isochron.storage;

import org.jspecify.annotations.NullMarked;
