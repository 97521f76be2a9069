/// Two-phase commit: participant and coordinator, as pure state machines.
///
/// ```
/// Coordinator   one for a leader's tenure: decides all transactions anchored at its shard
/// Participant   one for a leader's tenure: votes for all shares of its shard, and resolves them
/// TxnState      what the log says, at every replica: decisions, shares in doubt, horizon
/// Ruling        what applying a record came to: Entered | Landed | Ended | Repeated | Lost |
///               TooEarly
/// Effect        what the shard does for a machine: Log | Send | Answer | Secure | Hold | Release |
///               WakeAt
/// Lease         port: the leader's time
/// Shelf         port: where TxnState keeps what the log says
/// Rule          the rules that keep the invariants, each with a switch for mutation tests
/// ```
///
/// How a shard's leader embeds them:
///
/// - It hands in client requests, [dev.isochron.protocol.commit.Parley]s, and the passing of time,
///   and does what the returned effects say, in their order.
/// - It proposes the records of [Effect.Log] in the order they came, and never drops one while it
///   leads; if it cannot propose, it waits, and if it stops leading, it closes both machines.
/// - Every replica applies each chosen record to its [TxnState], in log order; the leader then
///   shows record and [Ruling] to both machines, no matter who had proposed it.
/// - The machines start when the leader has applied all that phase 1 found, and holds its lease.
/// - From [Effect.Secure] on, only [Effect.Release] ends the locks of an attempt; whoever is older
///   and wants them is reported by `wound`.
///
/// They see neither Paxos nor disks nor clocks; a step returns what to do, so small worlds of them
/// can be explored exhaustively. Entries are immutable records in sorted maps, a machine is copied
/// by copying its maps.
///
/// Invariants kept here: T2 start, T4 atomic, T5 locks, T6 vote bound, T7 floor, T8 tenure.
/// `docs/two-phase-commit.md` tells the whole protocol. Called by `shard`.
@NullMarked
package dev.isochron.txn;

import org.jspecify.annotations.NullMarked;
