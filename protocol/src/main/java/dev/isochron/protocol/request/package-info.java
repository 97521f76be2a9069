/// What a client asks of a shard, and what it is answered.
///
/// ```
/// Request    LockingRead | SnapshotRead | Prepare | Commit | Release | Refresh | AskOutcome
/// Lookup     Point | Range: what is to be read
/// ReadAt     Strong | Exact | ExactStaleness | MaxStaleness | AtLeast
/// Reply      Locked | Snapshot | Voted | Committed | Told | Done | Failed
/// SafeTimes  Ask | Told: how far a replica can be read, between the replicas of one shard
/// ```
///
/// Each request names the shard and the generation of it that its sender knows ([Route]); a wrong
/// guess is answered with [dev.isochron.protocol.error.Misrouted], and nothing was done.
///
/// A request has exactly one reply. A lost reply says nothing: reads can be asked again, a commit
/// can be sent again under the same id and gets the original answer, or its outcome is asked for.
/// All are values; they decide nothing. Everybody from level 2 up may call.
///
/// [Route]: dev.isochron.protocol.txn.Route
@NullMarked
package dev.isochron.protocol.request;

import org.jspecify.annotations.NullMarked;
