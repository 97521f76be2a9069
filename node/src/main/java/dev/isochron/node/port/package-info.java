/// What the assembly needs from the world; the shell has it for real, simulation from a seed.
///
/// ```
/// Loop          the one thread of a node: run this, run that later; a clock for pacing
/// Network       frames to peers, never blocking, lossy
/// DiskWorker    writes and syncs beside the loop, in order, and calls back on it
/// Operator      the person who must be told something, or that the node has to stop
/// NodeObserver  sees every step; simulation's judges hang there
/// ```
///
/// Beside them stand [dev.isochron.truetime.TrueTime], [dev.isochron.paxos.replica.Chance] and the
/// disk of the durable log. All calls and callbacks happen on the node's loop unless said
/// otherwise.
@NullMarked
package dev.isochron.node.port;

import org.jspecify.annotations.NullMarked;
