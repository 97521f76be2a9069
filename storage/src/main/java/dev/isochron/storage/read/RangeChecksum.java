package dev.isochron.storage.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// A checksum over the rows of a span as they were at a timestamp, as far as it has come.
///
/// It covers each visible row's key, timestamp and bytes, in order, and nothing that replicas may
/// differ in (S1): no tombstones, no versions below, no matter how many steps it took.
///
/// @param rows how many were covered
/// @param hash what to compare once nothing is left
/// @param rest what was not covered yet
public record RangeChecksum(Timestamp at, long rows, long hash, Optional<Span> rest) {
    /// Nothing is covered yet.
    public static RangeChecksum begin(Span span, Timestamp at) {
        return new RangeChecksum(at, 0, 0, Optional.of(span));
    }

    public boolean isDone() {
        return rest.isEmpty();
    }
}
