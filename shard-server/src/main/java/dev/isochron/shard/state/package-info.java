/// What one replica of a shard knows, made by its log alone.
///
/// ```
/// ShardState     apply(slot, entry): reads the record and the state, asks nobody
///   Rows         committed writes as versions of whole rows; writes that are late
///   PreparedKeys which keys prepared transactions will write, and from when on
///   Mark         what a flush records beside the rows
/// ```
///
/// Kept here: S1 same bytes: equal logs make equal states. Called by the rest of the room only.
@NullMarked
package dev.isochron.shard.state;

import org.jspecify.annotations.NullMarked;
