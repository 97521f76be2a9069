package dev.isochron.storage.read;

import dev.isochron.storage.layout.RecordKey;
import java.util.List;
import java.util.Optional;

/// A bounded part of the records of a kind, in order.
///
/// @param rest the first record that was not examined yet, to go on from
public record RecordPage(List<StoredRecord> records, Optional<RecordKey> rest) {}
