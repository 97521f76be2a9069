/// What stands in the entries of a shard's log.
///
/// ```
/// entry  = version(1) term count record*        a batch: what waited while others were under way
/// term   = round owner                          the ballot of the leader that proposed it first
/// record = kind(1) …                            one thing that happened to one transaction
/// number = 1 to 10 bytes, seven bits each       counts, lengths, columns
/// time   = 8 bytes, the most significant first  so are the parts of an id
/// ```
///
/// The bytes are made once, by the leader; the same bytes are in the log, on their way to the
/// peers, and read by every replica when it applies them. Reading is strict: bytes that
/// [EntryCodec] would not write are a [MalformedEntry], which every replica rejects alike.
///
/// Kept here: S1 same bytes. Called by the rest of the room only.
@NullMarked
package dev.isochron.shard.entry;

import org.jspecify.annotations.NullMarked;
