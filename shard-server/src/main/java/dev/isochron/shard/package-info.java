/// One replica of one shard: log, locks, versions and reads put together, as a pure core.
///
/// ```
/// ShardReplica     takes inputs, one at a time; drain(turn) ends a turn with its effects
///   state   ShardState    made by the log alone: versions, outcomes, horizons (S1)
///   read    SnapshotReads reads without locks, at any replica; SafeTime
///   lead    Leadership    while it leads: locks, commits, timestamps
///   lock    LockTable     two-phase locking, wound-wait by age
///   entry   EntryCodec    the bytes of the log
///   model   Turn, ShardEffects, ShardSettings, ShardRules
/// ```
///
/// **What its host does.** One owner per replica; every call happens in a
/// [dev.isochron.shard.model.Turn], the reading of the clocks that the step is made with.
///
/// ```
/// request(turn, token, request)     from a client; exactly one reply under this token follows
/// parley(turn, parley)              from another shard, about a transaction
/// word(turn, from, word)            from another replica of this shard, about safe times
/// apply(turn, slot, entry)          each chosen entry, in slot order
/// settled(turn, number)             the fate of a proposal is known, whatever it is; after its
///                                   entry was applied
/// leads(turn, ballot)               Paxos is established and holds its lease: all that phase 1
///                                   found is chosen and applied
/// leave()                           what the next leader can go on with, if this one resigns in its
///                                   favour in this very step
/// inherit(ballot, estate)           it was left that, and stands for election
/// lost(turn)                        it is not leading any more; before the next step of anything
/// shape(places), followers(nodes)   when the members change, or who leads
/// tick(turn)                        at wakeAtNanos(turn)
/// drain(turn)                       once per turn, after any number of the above
/// ```
///
/// The effects of `drain` are performed at once, in the order of
/// [dev.isochron.shard.model.ShardEffects]: entries are proposed first, because their timestamps
/// were given in this turn by the [dev.isochron.txn.Lease] of this group's Paxos replica. Inputs
/// that are there together are best given before one `drain`: what they want goes into one entry.
/// Replies that come out may leave: commit wait happens in here.
///
/// **Flushing.** `freeze(members)` marks the state for the next flush of its `Storage`;
/// [dev.isochron.shard.state.Mark] says at which slot it is and who the members were. A replica
/// that is made again from its store begins behind its stored mark.
///
/// **Snapshots.** The store itself exports what it holds at its stored mark, and takes such a
/// stream in, in chunks. Whoever installs one calls `close`, fills the store, and makes a replica
/// anew from it: it begins at the mark that came along.
///
/// **Checksums.** `state().store().checksum` at a timestamp is equal on all replicas that have
/// applied what is at or below it; `fingerprint()` is, at equal slots.
///
/// Invariants kept here: S1 same bytes, S2 safe time, T1 monotonic, T3 wait, T5 locks, T8 tenure.
/// Called by `node`.
@NullMarked
package dev.isochron.shard;

import org.jspecify.annotations.NullMarked;
