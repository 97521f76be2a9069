/// The command line as a newcomer meets it.
@NullMarked
package dev.isochron.simulation.cli;

import org.jspecify.annotations.NullMarked;
