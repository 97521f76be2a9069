package dev.isochron.storage.read;

import dev.isochron.storage.layout.RecordKey;

/// A record with what it holds.
///
/// @param content shared, nobody may change it
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
public record StoredRecord(RecordKey key, byte[] content) {}
