/// Tests of what `dev.isochron.simulation.network` promises.
@NullMarked
package dev.isochron.simulation.network;

import org.jspecify.annotations.NullMarked;
