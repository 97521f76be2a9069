package dev.isochron.storage.ordered;

import org.jspecify.annotations.Nullable;

/// There is no room for a batch; nothing of it was done, reads go on, and room may come back.
public final class StoreFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFull(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
