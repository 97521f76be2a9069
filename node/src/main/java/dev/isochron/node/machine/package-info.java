/// What a replica's host needs from the state behind its log.
///
/// ```
/// StateMachine   applies chosen entries in slot order; keeps a durable copy of itself at some slot
/// Durable        which slot that copy covers, and the members from then on
/// Snapshot       the state at one slot as bytes that can be read in pieces
/// ```
///
/// Two machines that applied the same entries are equal (S1): applying reads the entry and the
/// state and nothing else. Called by `host`; implemented by `ledger`, later by the shard server.
@NullMarked
package dev.isochron.node.machine;

import org.jspecify.annotations.NullMarked;
