package dev.isochron.client;

import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// What became of a transaction with an idempotency key.
///
/// @param value what its work returned; empty if it was done before and so not now
/// @param timestamp when it was done, now or before
public record Once<T>(Optional<T> value, Timestamp timestamp) {

    /// Whether it was done before.
    public boolean isRepeated() {
        return value.isEmpty();
    }
}
