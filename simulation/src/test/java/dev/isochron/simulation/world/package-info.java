/// Tests of what `dev.isochron.simulation.world` promises.
@NullMarked
package dev.isochron.simulation.world;

import org.jspecify.annotations.NullMarked;
