package dev.isochron.storage.ordered;

import org.jspecify.annotations.Nullable;

/// The store failed for good: nobody can say what the disk holds now, so the process stops, and
/// finds out when it opens the store again.
public final class StoreFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isDamage;

    public StoreFailed(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private StoreFailed(String message, @Nullable Throwable cause, boolean isDamage) {
        super(message, cause);
        this.isDamage = isDamage;
    }

    /// Of a store that is not what was written.
    public static StoreFailed damaged(String message, Throwable cause) {
        return new StoreFailed(message, cause, true);
    }

    /// Whether what the store holds makes no sense, so that opening it again does not help.
    public boolean isDamage() {
        return isDamage;
    }
}
