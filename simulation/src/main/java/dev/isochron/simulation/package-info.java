/// A whole cluster in one thread from one seed: faults, workloads, judges.
///
/// It implements the ports that `node` implements for real, from a seed: one seed is one history,
/// byte for byte. After every event the judges check the named invariants.
@NullMarked
package dev.isochron.simulation;

import org.jspecify.annotations.NullMarked;
