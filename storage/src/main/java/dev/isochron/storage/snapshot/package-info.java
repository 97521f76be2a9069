/// The stored state of a replica, on its way to another store.
///
/// ```
/// chunk = export(8) sequence(4) last(1) length(4) span entry* trailer crc(4)
/// span  = from length(2) from, whether it ends(1), until length(2) until    in the first chunk only
/// entry = key length(2) value length(4) key value        as they are stored, whole
/// trailer = entries(8) header length(4) header           in the last chunk only
/// ```
///
/// All chunks of an export are of one view, so of one mark; each names its export and its place in
/// it, so that chunks of two exports are never mixed (attack 17). Whoever loads them checks the
/// chunk, each entry's own checksum, that it belongs to the span, and in the end their number.
@NullMarked
package dev.isochron.storage.snapshot;

import org.jspecify.annotations.NullMarked;
