package dev.isochron.bench.harness;

import org.jspecify.annotations.Nullable;

/// A load could not be carried to its end; the message says what the subject answered.
public final class LoadFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
