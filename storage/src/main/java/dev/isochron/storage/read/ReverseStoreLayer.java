package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.truetime.Timestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A view as a layer, walked downwards.
///
/// It arrives at a key from above, so at its oldest version; the visible one is the only one, or is
/// sought.
final class ReverseStoreLayer implements Layer {
    private final Cursor cursor;
    private final Verifier verifier;
    private final Budget budget;
    private final StoredKey start = new StoredKey();
    private final StoredKey current = new StoredKey();
    private final Timestamp at;
    private int prefix;
    private @Nullable Key key;
    private boolean isVisible;
    private boolean isSomewhere;

    ReverseStoreLayer(Cursor cursor, Span span, Timestamp at, Verifier verifier, Budget budget) {
        this.cursor = cursor;
        this.verifier = verifier;
        this.budget = budget;
        this.at = at;
        start.beforeVersions(span.from());
        span.until().ifPresentOrElse(current::beforeVersions, current::endOfVersions);
        seekBelow();
        arrive();
    }

    @Override
    public @Nullable Key key() {
        return key;
    }

    @Override
    public boolean isVisible() {
        return isVisible;
    }

    @Override
    public long timestamp() {
        return StoredKey.timestampOf(cursor.key());
    }

    @Override
    public boolean isTombstone() {
        verifier.requireWhole(cursor, here());
        return StoredValue.isTombstone(cursor.value());
    }

    @Override
    public int rowLength() {
        return StoredValue.rowLength(cursor.value());
    }

    @Override
    public byte[] row() {
        return StoredValue.rowOf(cursor.value());
    }

    @Override
    public void advance() {
        current.cutTo(prefix);
        seekBelow();
        arrive();
    }

    private void arrive() {
        if (!isSomewhere || start.isAbove(cursor.key())) {
            key = null;
            isVisible = false;
            return;
        }
        key = verifier.keyHere(cursor);
        prefix = current.beforeVersions(key).length();
        isVisible = timestamp() <= at.nanos() && findVisible();
    }

    /// The oldest version is visible; a newer one may be, too.
    private boolean findVisible() {
        budget.spend();
        boolean isOnly = !cursor.previous() || !current.isVersionOf(cursor.key(), prefix);
        if (!isOnly) {
            current.cutTo(prefix).timestamp(at);
        }
        budget.spend();
        isSomewhere = cursor.seek(current.bytes(), current.length());
        return isSomewhere && current.isVersionOf(cursor.key(), prefix);
    }

    private void seekBelow() {
        budget.spend();
        isSomewhere = cursor.seekBelow(current.bytes(), current.length());
    }

    private Key here() {
        return Objects.requireNonNull(key);
    }
}
