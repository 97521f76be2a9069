/// Tests of sessions: one baton, whoever has it, whoever keeps it.
@NullMarked
package dev.isochron.simulation.session;

import org.jspecify.annotations.NullMarked;
