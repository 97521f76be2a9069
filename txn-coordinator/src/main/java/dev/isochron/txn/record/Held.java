package dev.isochron.txn.record;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.LockMode;

/// A lock.
///
/// @param span one key, or the range that a scan read
public record Held(Span span, LockMode mode) {}
