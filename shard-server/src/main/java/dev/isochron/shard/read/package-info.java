/// Reads without locks, at any replica (DESIGN §7).
///
/// ```
/// SafeTime        (S, slot): nothing unknown at or below S comes, once slot is applied
/// SnapshotReads   reads that wait, and how each gets its timestamp
/// RowReader       what lookups find at a timestamp
/// ```
///
/// A read at `t` is answered once
/// 1. no transaction that is prepared on what it reads may commit at or below `t`,
/// 2. no unknown one may: `t` is safe by what was applied or published; or this is the leader,
///    which publishes `t` by answering, and none of its own proposals on these keys is at or below
///    `t`,
/// 3. `t` itself is surely past, so that its reply tells nothing before its time (T3).
///
/// Kept here: S2 safe time, T3 wait. Called by the rest of the room only.
@NullMarked
package dev.isochron.shard.read;

import org.jspecify.annotations.NullMarked;
