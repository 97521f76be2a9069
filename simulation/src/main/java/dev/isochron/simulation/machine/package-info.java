/// One simulated computer: what implements the ports of a node from a seed.
///
/// ```
/// Machine            disks and a clock that last; starts and ends the process that uses them
///   SimulatedLoop    one task is one event; uptime that a suspended machine does not count
///   SimulatedWorker  a disk job is two events, so that a crash can fall between write and sync
///   Line             frames to the wires, now and then through the real codec
///   Witness          tells court and history what the node does
/// Surroundings       what all machines of a world share
/// Pace, Mutations    how quick things are here; what is broken on purpose
/// ```
///
/// The process itself is the product's own `Node`, assembled as in production. Called by the
/// cluster.
@NullMarked
package dev.isochron.simulation.machine;

import org.jspecify.annotations.NullMarked;
