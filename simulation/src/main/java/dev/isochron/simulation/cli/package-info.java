/// `isochron sim`: runs seeds and says what they broke.
///
/// Called by the command line of `node`, which finds it through the service loader.
@NullMarked
package dev.isochron.simulation.cli;

import org.jspecify.annotations.NullMarked;
