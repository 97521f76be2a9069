package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import org.jspecify.annotations.Nullable;

/// One of the places where versions are, walked key by key in one direction, as seen at a
/// timestamp.
interface Layer {
    /// The key here; null at the end.
    @Nullable Key key();

    /// Whether a version here is at or below the timestamp; the methods below need one.
    boolean isVisible();

    /// When the newest visible version was committed.
    long timestamp();

    boolean isTombstone();

    /// The length of the row; 0 for a tombstone.
    int rowLength();

    /// The row of a version that is not a tombstone.
    byte[] row();

    /// Goes to the next key.
    void advance();
}
