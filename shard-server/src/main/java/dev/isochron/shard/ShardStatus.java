package dev.isochron.shard;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

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
/// @param requests of clients since the replica is there, as its host has counted them
/// @param damaged what was found damaged, while the replica waits for another state
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
        long tableBytes,
        long requests,
        Optional<String> damaged) {

    /// The same, as its host tells it.
    public ShardStatus toldBy(long counted, Optional<String> found) {
        return new ShardStatus(
                applied,
                safe,
                horizon,
                leading,
                attempts,
                waitingForLocks,
                waitingReads,
                prepared,
                lateWrites,
                underWay,
                tableBytes,
                counted,
                found);
    }
}
