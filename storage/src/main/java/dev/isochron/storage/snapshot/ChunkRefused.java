package dev.isochron.storage.snapshot;

/// A chunk is not the one that comes next, or not as it was sent; the installation must be begun
/// again, with another export.
public final class ChunkRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChunkRefused(String message) {
        super(message);
    }
}
