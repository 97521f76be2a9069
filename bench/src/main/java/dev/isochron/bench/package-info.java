/// Measurements: workloads, micro-benchmarks, and side-by-side runs against peers.
///
/// A figure is a ratio against a peer or a raw limit measured in the same run, with the machine and
/// the commit beside it.
@NullMarked
package dev.isochron.bench;

import org.jspecify.annotations.NullMarked;
