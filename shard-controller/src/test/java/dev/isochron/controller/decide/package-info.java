/// What follows from reports, where the order in which they come matters.
@NullMarked
package dev.isochron.controller.decide;

import org.jspecify.annotations.NullMarked;
