package dev.isochron.shard;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;

/// What can be seen of a replica from outside.
///
/// @param applied everything up to here is applied
/// @param safe reads up to here need nobody else, prepared transactions aside
/// @param horizon reads below this are refused
/// @param attempts transactions that hold locks or want some, at a leader
/// @param waitingForLocks requests of them that wait
/// @param waitingReads reads without locks that wait
/// @param prepared transactions whose outcome is not known here
/// @param lateWrites committed writes that wait for those
/// @param underWay records proposed whose fate is not known
/// @param tableBytes what is in memory and not flushed
public record ShardStatus(
        Slot applied,
        Timestamp safe,
        Timestamp horizon,
        boolean leading,
        int attempts,
        int waitingForLocks,
        int waitingReads,
        int prepared,
        int lateWrites,
        long underWay,
        long tableBytes) {}
