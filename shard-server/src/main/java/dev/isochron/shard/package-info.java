/// One replica of one shard: its log, locks, versions and reads put together.
///
/// The replica is a single-threaded machine around a Paxos replica. The leader serves locked reads,
/// takes writes and gives out timestamps; every replica serves reads at or below its safe time.
///
/// Invariants kept here: S1 same bytes, S2 safe time, T1 monotonic, T5 locks. Called by `node`.
@NullMarked
package dev.isochron.shard;

import org.jspecify.annotations.NullMarked;
