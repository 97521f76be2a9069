package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.truetime.Timestamp;

/// A row that a scan returns.
///
/// @param at when it was committed
/// @param row its bytes; shared, nobody may change them
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
public record VersionedRow(Key key, Timestamp at, byte[] row) {}
