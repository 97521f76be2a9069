/// Clusters of real processes on this machine, to be killed and stopped.
///
/// ```
/// LocalCluster   servers on loopback, each a JVM of its own with a directory of its own
/// Mesh, Relay    the ways between them, which can be cut
/// Chaos          what happens to them, from a seed: kill and start again, stop and go on, cut off,
///                clocks that wander or lie
/// ```
///
/// Called by the command line only; nothing of it is virtual.
@NullMarked
package dev.isochron.simulation.processes;

import org.jspecify.annotations.NullMarked;
