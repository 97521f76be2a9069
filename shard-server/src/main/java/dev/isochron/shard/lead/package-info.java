/// What the leader of a shard does for transactions (DESIGN §6).
///
/// ```
/// Leadership     all of it, from one ballot; gone with it
///   Locking      the lock table, and who waits for what
///   LockedReads  reads under locks
///   Commits      from the request to commit to its reply
///   Proposals    records on their way into the log
/// Replies        answers that wait until what they tell of is surely past
/// ```
///
/// Kept here: T1 monotonic, T3 wait, T5 locks, T8 tenure. Called by the rest of the room only.
@NullMarked
package dev.isochron.shard.lead;

import org.jspecify.annotations.NullMarked;
