/// Two-phase commit: participant and coordinator, as pure state machines.
///
/// They see neither Paxos nor disks; a step returns the records to log and the messages to send, so
/// small worlds of them can be explored exhaustively.
///
/// Invariants kept here: T2 start, T4 atomic, T5 locks, T6 vote bound, T7 floor, T8 tenure. Called
/// by `shard`.
@NullMarked
package dev.isochron.txn;

import org.jspecify.annotations.NullMarked;
