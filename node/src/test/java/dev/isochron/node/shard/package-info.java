/// Tests of shards on real nodes.
@NullMarked
package dev.isochron.node.shard;

import org.jspecify.annotations.NullMarked;
