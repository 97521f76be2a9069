/// A few nodes in one thread, for the tests of this room: ports that do exactly as told.
///
/// The room `simulation` has the world that tests the whole; this one is for looking closely.
@NullMarked
package dev.isochron.node.world;

import org.jspecify.annotations.NullMarked;
