package dev.isochron.storage.read;

import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Cursor;
import java.util.function.Consumer;

/// Reads entries and refuses those that are not what was written: damage is an error that names the
/// row, never wrong data. One object serves one thread.
public final class Verifier {
    private final long node;
    private final Consumer<String> finder;
    private final StoredValue checked = new StoredValue();

    /// @param finder hears what is damaged, before the error is thrown
    public Verifier(long node, Consumer<String> finder) {
        this.node = node;
        this.finder = finder;
    }

    /// Lets an entry pass that is what was written under its key.
    ///
    /// @throws RequestFailed with `Unavailable.DamagedRow` if the entry here fails its checksum
    public void requireWhole(Cursor cursor, Key key) {
        if (!checked.isWhole(cursor.key(), cursor.value())) {
            throw damaged(key, key.equals(Key.MIN) ? "an entry of a snapshot" : "key " + key);
        }
    }

    /// The user's key of the version here.
    public Key keyHere(Cursor cursor) {
        try {
            return StoredKey.keyOf(cursor.key());
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | KeyTooLong _) {
            throw unreadable(cursor);
        }
    }

    /// The name of the record here.
    public RecordKey recordHere(Cursor cursor) {
        try {
            return StoredKey.recordOf(cursor.key());
        } catch (IndexOutOfBoundsException
                | NegativeArraySizeException
                | IllegalArgumentException
                | KeyTooLong _) {
            throw unreadable(cursor);
        }
    }

    private RequestFailed unreadable(Cursor cursor) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < cursor.key().limit(); i++) {
            hex.append("%02x".formatted(cursor.key().get(i)));
        }
        return damaged(Key.MIN, "an entry whose key makes no sense: " + hex);
    }

    private RequestFailed damaged(Key key, String text) {
        finder.accept(text);
        return new RequestFailed(new Unavailable.DamagedRow(node, new RowName(key, text)));
    }
}
