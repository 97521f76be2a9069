package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.truetime.Timestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A view as a layer, whichever way it is walked: the cursor rests on the visible version of a key,
/// and what is shown of it is read there.
abstract class StoreLayer implements Layer {
    final Cursor cursor;
    final StoredKey current = new StoredKey();
    final Timestamp at;
    private final Verifier verifier;
    private final Budget budget;
    private @Nullable Key key;
    private int prefix;
    private boolean isVisible;
    private boolean isSomewhere;

    /// @param at the moment that is asked for
    StoreLayer(Cursor cursor, Timestamp at, Verifier verifier, Budget budget) {
        this.cursor = cursor;
        this.at = at;
        this.verifier = verifier;
        this.budget = budget;
    }

    /// Whether the cursor, which rests somewhere, has left what is asked for.
    abstract boolean isBeyond();

    /// Brings the cursor, which rests on the first version of a key that it met, to the visible
    /// one.
    ///
    /// @return false if there is none
    abstract boolean findVisible();

    @Override
    public final @Nullable Key key() {
        return key;
    }

    @Override
    public final boolean isVisible() {
        return isVisible;
    }

    @Override
    public final long timestamp() {
        return StoredKey.timestampOf(cursor.key());
    }

    @Override
    public final boolean isTombstone() {
        verifier.requireWhole(cursor, here());
        return StoredValue.isTombstone(cursor.value());
    }

    @Override
    public final int rowLength() {
        return StoredValue.rowLength(cursor.value());
    }

    @Override
    public final byte[] row() {
        return StoredValue.rowOf(cursor.value());
    }

    /// Takes in where the cursor came to.
    final void arrive() {
        if (!isSomewhere || isBeyond()) {
            key = null;
            isVisible = false;
            return;
        }
        key = verifier.keyHere(cursor);
        prefix = current.beforeVersions(key).length();
        isVisible = findVisible();
    }

    final Key here() {
        return Objects.requireNonNull(key);
    }

    /// The length of [#current] that all versions of the key have in common.
    final int prefix() {
        return prefix;
    }

    /// Notes whether a step, which it counts, led somewhere.
    final void stepped(boolean somewhere) {
        budget.spend();
        isSomewhere = somewhere;
    }

    final boolean isOnKey() {
        return isSomewhere && current.isVersionOf(cursor.key(), prefix);
    }

    final void seek() {
        stepped(cursor.seek(current.bytes(), current.length()));
    }
}
