/// Small worlds, explored to their end: every order in which messages may arrive, get lost, arrive
/// again, and nodes may crash.
///
/// ```
/// Stimulus   what can happen to one node      Letter   a message in flight
/// Cell       one node: replica and disk, brought to a state by what happened to it so far
/// Cells      each state of a node worked out once; the same stimulus is a look-up from then on
/// Scope      what the world may do: proposals, waits, crashes
/// Place      one state of the world
/// Places     those that were reached, and which of them is next
/// Explorer   all states of the world that can be reached, each judged
/// ```
///
/// A letter that was sent may arrive at any later moment, any number of times: the network never
/// forgets one. Losing it needs no step of its own, since a state where it was lost is like one
/// where it has not arrived yet. States of a node are equal if the texts of its replica and of its
/// disk are. Where the nodes are in the same states, a state of the world to which more was sent,
/// in which more may still happen and more is true, *covers* another one: whatever can come of that
/// one, any violation included, can come of it as well. States that are covered are not gone on
/// from. So the world where everything may be doubled has fewer states than one where one message
/// may be.
@NullMarked
package dev.isochron.paxos.explore;

import org.jspecify.annotations.NullMarked;
