/// Judges before which somebody breaks the promise that they watch.
@NullMarked
package dev.isochron.simulation.judge;

import org.jspecify.annotations.NullMarked;
