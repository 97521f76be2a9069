/// The bare world: virtual time, the order of events, and the record of what happened.
///
/// ```
/// Scheduler   events by (virtual nanos, order of scheduling); each belongs to a Life
/// Life        one run of a process: ended lives drop their events, frozen ones hold them
/// History     a running digest of everything that happened, and the readable trace if wanted
/// ```
///
/// Kept here: one seed is one history. Two events never tie, a digest mixes in the content and
/// never the identity of what happened. Every other package of this room may call it.
@NullMarked
package dev.isochron.simulation.world;

import org.jspecify.annotations.NullMarked;
