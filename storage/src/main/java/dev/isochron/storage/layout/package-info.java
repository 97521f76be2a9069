/// What the bytes in the ordered store mean.
///
/// ```
/// entry    = format | header | record | version
/// format   = 'F'                                       : crc text version
/// header   = 'H' shard(8)                              : crc state horizon span mark
/// record   = 'R' kind(1) escaped 00 00 suffix(0..24)   : crc bytes
/// version  = 'V' escaped 00 inverted(8)                : crc kind row
/// escaped  = the user's key, each 00 written as 00 FF
/// inverted = 2^63 - 1 - timestamp, so that the newest comes first
/// crc      = CRC32C of the entry's key and the rest of its value
/// ```
///
/// Escaping makes the order of entries that of the users' keys, whatever those hold: of all
/// versions and records, those of keys in a span are one range, found from the span alone. No entry
/// names its shard, so a split moves nothing. `docs/storage.md` shows the bytes.
///
/// Kept here: each value proves by its checksum that it belongs to its key.
@NullMarked
package dev.isochron.storage.layout;

import org.jspecify.annotations.NullMarked;
