/// A whole group in one test, moved by hand: nothing happens that the test did not ask for.
///
/// ```
/// World   true time, nodes, the wire between them
/// Host    one node: its clock, its store, its state machine, at most one replica of the group
/// Store   records that are synced and records that a crash would lose
/// Wire    messages in flight, cut links
/// Judge   watches what leaves a node and what is applied; knows the invariants, not the protocol
/// Words   everything as short text
/// ```
///
/// Used by the scenarios, by the tests of the papers' claims and by whoever needs a group whose
/// every message can be held back.
@NullMarked
package dev.isochron.paxos.world;

import org.jspecify.annotations.NullMarked;
