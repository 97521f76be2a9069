/// The wires between simulated nodes: one directed link per pair, each with its own temper.
///
/// ```
/// Wires      all links; a frame sent is lost, doubled, delayed, reordered, stuck or delivered
/// Quality    how a link treats what is sent on it while nothing worse happens to it
/// ```
///
/// A cut link loses everything, a clogged one keeps everything until it is unclogged. Both are
/// directed, so every partition there is can be said: one-way, partial, halves, rings. Faults and
/// the cluster may call this package.
@NullMarked
package dev.isochron.simulation.network;

import org.jspecify.annotations.NullMarked;
