/// Runs seeds: one history each, first with troubles, then healed.
///
/// ```
/// Task         seed, profile, what is switched off
/// Simulation   one task from beginning to end: safety under faults, then progress within a bound
/// Verdict      digest, how much happened, and the violation if there was one
/// Campaign     many tasks on several threads, reported as they end
/// ```
@NullMarked
package dev.isochron.simulation.run;

import org.jspecify.annotations.NullMarked;
