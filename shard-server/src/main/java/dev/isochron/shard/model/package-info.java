/// The small words of this room: a turn of the replica, its sizes, what it asks of its host.
@NullMarked
package dev.isochron.shard.model;

import org.jspecify.annotations.NullMarked;
