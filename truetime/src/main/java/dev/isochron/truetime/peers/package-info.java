/// What the intervals in peers' messages tell about their clocks and about ours.
///
/// ```
/// ClockStamp = reading, echo, complaint     on every message between nodes
/// Finding    = Plausible | FromTheFuture | FromThePast          one stamp, judged
/// Standing   = Trusted | Contradicted(accusers)                 ours, by the majority
/// Agreement  = the interval that most clocks share              for people
/// Fitness    = Fit | Unfit(reason, remedy)                      may this node lead?
/// ```
///
/// Kept here: an honest clock is never contradicted while the liars are fewer than a majority, and
/// a lying one is contradicted within two heartbeats and two message delays once its lie is larger
/// than a peer's width plus a message's delay. The derivation is in `docs/clock.md`.
///
/// Pure and single-threaded: the owner of the connections feeds a [ClockJudge].
@NullMarked
package dev.isochron.truetime.peers;

import org.jspecify.annotations.NullMarked;
