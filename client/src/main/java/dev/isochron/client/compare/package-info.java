/// Holds the replicas of shards against each other (S1): all must show the same rows at a moment.
///
/// ```
/// Comparison   walks through a shard, piece by piece: one checksum of each replica for each piece
///   Pieces     where checksums differ, reads the rows of the piece from each replica
///   Asker      asks one replica, again if that may help
/// Findings     what differs: the row, and what each replica says of it
/// ```
///
/// It finds what no checksum of an entry can show: an entry that is not found any more, because a
/// bit of its key or of a page above it changed. Rows are sent about only where something differs.
/// Used by `isochron check` and by each node for the shards that it leads.
@NullMarked
package dev.isochron.client.compare;

import org.jspecify.annotations.NullMarked;
