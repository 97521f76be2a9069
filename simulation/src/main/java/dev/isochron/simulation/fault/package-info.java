/// Everything that can go wrong in a world, and how it is put right again.
///
/// ```
/// Profile          which troubles a run has, and how often
/// Nemesis          strikes now and then, until the world is healed
///   NetworkTrouble   cuts, partitions, clogging, bad and slow links
///   ProcessTrouble   crashes at any step, crash loops, all at once, pauses, suspension
///   DiskTrouble      slow, full, failing; wiped, damaged, an old copy put back
///   ClockTrouble     silence, loss, and one liar
///   MemberTrouble    transfers, learners, new voters
/// Losses           how much memory may be lost: never a majority's of any group
/// Supervisor       starts what stopped, and replaces directories that are refused
/// ```
///
/// A trouble knows how to strike and how to end; it draws everything from its own generator, so the
/// same seed strikes alike whatever the cluster does. Called by `run`.
@NullMarked
package dev.isochron.simulation.fault;

import org.jspecify.annotations.NullMarked;
