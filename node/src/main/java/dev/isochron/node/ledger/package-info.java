/// The replicated ledger: a list of lines that only grows, each written exactly once.
///
/// ```
/// Command   client, its sequence number, payload
/// Stamped   a command with the timestamp that the leader gave it; a batch of them is one entry
/// Ledger    number of lines, chain of hashes over them, the newest lines, what each client wrote
/// Outcome   Recorded (which line, when, for the first time or again) | Expired | Rejected
/// ```
///
/// A client that does not know what became of a command sends it again under the same number and is
/// told the line that the first one got. What is remembered for that is bounded; what can no longer
/// be told apart is refused as expired, never written twice.
///
/// Pure; [LedgerMachine] gives it a checkpoint. Called by `assembly`.
@NullMarked
package dev.isochron.node.ledger;

import org.jspecify.annotations.NullMarked;
