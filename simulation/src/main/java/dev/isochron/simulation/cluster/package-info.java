/// A whole simulated cluster: machines, wires, court, and one clockwork that moves them.
///
/// ```
/// Design    how large the cluster is and how it is set, drawn from the seed
/// Cluster   machines 1 .. n on their wires; the supervisor that starts what stopped
/// ```
///
/// It knows nothing of faults or clients; those act on it from outside.
@NullMarked
package dev.isochron.simulation.cluster;

import org.jspecify.annotations.NullMarked;
