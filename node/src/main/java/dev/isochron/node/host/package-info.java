/// What stands between one replica and the world: performs its effects, in order.
///
/// ```
/// Household     what the replicas of a node share: ports, journal, moments, post
/// ReplicaHost   one replica with its state machine
///   ├ Resting          letters that wait until the log is synced (P4)
///   ├ SnapshotShelf    pieces of the own state, for peers
///   └ SnapshotIntake   pieces of a peer's state, until it can be installed
/// Journal       the store's log: appends, one flush at a time, room, recycling of segments
/// Moments       reads the clock for each step; keeps the durable horizon ahead of every grant
/// Post          letters to peers: all of a turn in one frame
/// ```
///
/// Kept here, together with `paxos.replica`: P4 (a letter that rests on the log leaves once the
/// replica's latest append is synced), T3 for what [Moments#whenPast] holds back. No thread, no
/// socket, no file: everything goes through the ports, so simulation runs the same code. Called by
/// `assembly`, on the node's loop.
@NullMarked
package dev.isochron.node.host;

import org.jspecify.annotations.NullMarked;
