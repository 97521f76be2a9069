/// Small worlds, explored to their end: every order in which messages may arrive, be lost, be
/// doubled, and a node may crash.
///
/// ```
/// Stimulus   what can happen to one node      Letter   a message in flight
/// Cell       one node: replica and disk, brought to a state by what happened to it so far
/// Cells      each state of a node worked out once; the same stimulus is a look-up from then on
/// Scope      what the world may do: proposals, waits, crashes, doubled messages
/// Explorer   all states of the world that can be reached, breadth first, each judged
/// ```
///
/// A letter may lie in flight for ever, so losing one needs no step of its own: each state where it
/// was lost is like one where it has not arrived yet. States are equal if the texts of their
/// replicas, their disks and the letters in flight are.
@NullMarked
package dev.isochron.paxos.explore;

import org.jspecify.annotations.NullMarked;
