/// What the replicas of a node have stored: a sorted table in memory over an ordered store.
///
/// ```
/// Storage        one per data directory: which replicas it has, what is to be written next
///   ReplicaStore   one replica: versions and records, read and written by its one owner
///     active table   ← put, record
///     frozen tables  ← freeze(mark): the whole state at exactly this mark, to be flushed
///     ordered store  ← the last flush, durable together with its mark
///   StorageJob     one atomic batch on its way to the disk, done beside the owner
///   StorageEvent   what a finished job means for a replica
/// ```
///
/// Durability comes from the Paxos log alone: after a crash a replica has the state of its last
/// flush and its mark, and whoever owns it applies again what came after. The store never holds
/// anything between two marks.
///
/// How jobs run: whenever something may be due (a freeze, a finished job), the shell asks
/// [Storage#startJob]; there is at most one job at a time. It calls `write` and `sync` where they
/// may block, then [Storage#completed] or [Storage#failed] back on the owner's thread.
///
/// Invariants kept here: S1 same bytes (a flush is one state at one mark), C3 no overlap. Called by
/// `shard` and `controller`; `docs/storage.md` tells the life of a version.
@NullMarked
package dev.isochron.storage;

import org.jspecify.annotations.NullMarked;
