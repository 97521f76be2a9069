/// A small world for shards: one thread, one seed, clocks that are off, messages that get lost.
///
/// ```
/// World     true time, shards, messages between them; the seed chooses what happens next
///   Group   a shard's log and its replicas: who leads, what is under way, what each has applied
///   Clock   a node's interval around true time
///   Grants  the lease of a group, as TrueTime instants
/// Client    runs transactions, one message at a time
/// Judge     what must be true of all that clients saw
/// ```
@NullMarked
package dev.isochron.shard.world;

import org.jspecify.annotations.NullMarked;
