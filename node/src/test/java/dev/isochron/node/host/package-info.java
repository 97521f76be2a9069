/// Pieces of what stands between a replica and the world.
@NullMarked
package dev.isochron.node.host;

import org.jspecify.annotations.NullMarked;
