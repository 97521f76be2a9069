/// Tests of what `dev.isochron.simulation.seed` promises.
@NullMarked
package dev.isochron.simulation.seed;

import org.jspecify.annotations.NullMarked;
