/// Runs whole clusters from seeds: the same history twice, clean ones, and mutations that must be
/// caught.
@NullMarked
package dev.isochron.simulation.run;

import org.jspecify.annotations.NullMarked;
