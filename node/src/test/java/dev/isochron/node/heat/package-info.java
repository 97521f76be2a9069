/// What a leader sees in its shard.
@NullMarked
package dev.isochron.node.heat;

import org.jspecify.annotations.NullMarked;
