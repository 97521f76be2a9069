package dev.isochron.storage.table;

import org.jspecify.annotations.Nullable;

/// What a table did to a record.
///
/// @param content what it holds now; null if it was removed
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
public record RecordChange(byte @Nullable [] content) {
    public boolean isRemoval() {
        return content == null;
    }

    int length() {
        return content == null ? 0 : content.length;
    }
}
