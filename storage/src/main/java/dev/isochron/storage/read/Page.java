package dev.isochron.storage.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// A bounded part of a scan.
///
/// @param rows in the order of the scan
/// @param met the newest timestamp of all versions that decided about a key of the examined part,
///   tombstones included; [Timestamp#MIN] if there was none
/// @param rest what was not examined yet; scanning that goes on where this ended
public record Page(List<VersionedRow> rows, Timestamp met, Optional<Span> rest) {
    public boolean isLast() {
        return rest.isEmpty();
    }
}
