package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.LockMode;

/// A lock that is wanted, held, or vouched for: on which keys, and what for.
///
/// @param span a point for a row, a range for a scan
public record Lock(Span span, LockMode mode) {

    /// On one row.
    public static Lock on(Key row, LockMode mode) {
        return new Lock(Span.point(row), mode);
    }

    @Override
    public String toString() {
        return mode + " on " + span;
    }
}
