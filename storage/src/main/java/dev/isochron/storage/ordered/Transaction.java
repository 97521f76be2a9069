package dev.isochron.storage.ordered;

/// The inside of an [Edit]: reads what was there before and what the edit did so far.
///
/// After a change the cursor is nowhere; only a seek is allowed then. Arrays are copied.
public interface Transaction extends Cursor {
    /// Puts an entry, replacing the one of this key if there is one.
    void put(byte[] key, int keyLength, byte[] value, int valueLength);

    /// Deletes the entry of this key; does nothing if there is none.
    void delete(byte[] key, int length);

    /// Deletes at most `limit` entries, the lowest first, of those at or above `from` and below
    /// `until`.
    ///
    /// @return how many were deleted; fewer than `limit` means that none is left
    int deleteRange(byte[] from, byte[] until, int limit);

    default void put(byte[] key, byte[] value) {
        put(key, key.length, value, value.length);
    }
}
