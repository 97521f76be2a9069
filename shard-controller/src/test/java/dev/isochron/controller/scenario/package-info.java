/// Decisions as text: a cluster before, commands, and all that followed.
@NullMarked
package dev.isochron.controller.scenario;

import org.jspecify.annotations.NullMarked;
