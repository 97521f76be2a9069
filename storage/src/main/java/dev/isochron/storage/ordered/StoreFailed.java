package dev.isochron.storage.ordered;

import org.jspecify.annotations.Nullable;

/// The store failed for good: nobody can say what the disk holds now, so the process stops, and
/// finds out when it opens the store again.
public final class StoreFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
