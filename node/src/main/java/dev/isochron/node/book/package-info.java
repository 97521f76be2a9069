/// What a node knows of the shards of its cluster: hints, the newest that it heard of each key.
///
/// Learned from the founding, from the node's own replicas, from other nodes. The authority over a
/// shard is its own log; whoever follows a hint that is out of date is told a newer one by whoever
/// has a replica. Called by `assembly`.
@NullMarked
package dev.isochron.node.book;

import org.jspecify.annotations.NullMarked;
