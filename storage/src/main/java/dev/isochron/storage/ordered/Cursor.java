package dev.isochron.storage.ordered;

import java.nio.ByteBuffer;

/// A place among sorted entries.
///
/// Keys are handed in as the first `length` bytes of an array, so that a caller can put them
/// together in one place and make no garbage. A move that finds nothing answers false and leaves
/// the cursor nowhere; then only a seek is allowed.
public interface Cursor {
    /// Goes to the first entry whose key is at or above the given one.
    boolean seek(byte[] key, int length);

    /// Goes to the last entry whose key is below the given one.
    boolean seekBelow(byte[] key, int length);

    boolean next();

    boolean previous();

    /// The key here, valid until the next move, change or close. Read it by absolute positions, or
    /// through a duplicate: position and limit are the store's.
    ByteBuffer key();

    /// The value here, under the same conditions as [#key].
    ByteBuffer value();

    default boolean seek(byte[] key) {
        return seek(key, key.length);
    }

    default boolean seekBelow(byte[] key) {
        return seekBelow(key, key.length);
    }
}
