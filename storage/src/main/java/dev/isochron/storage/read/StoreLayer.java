package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.truetime.Timestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A view as a layer, walked upwards.
///
/// ```
///  k1·9  k1·5  k1·2 │ k2·7 │ k3·8  k3·1 │         seen at 6:
///        ▲                                       k1 has 5; k2 has nothing; k3 has 1
/// ```
///
/// The cursor rests on the visible version of the key, or, if there is none, already on the next
/// key. Neighbours are stepped to, and what is further away is sought: most keys have one version,
/// and one may have a hundred thousand.
final class StoreLayer implements Layer {
    /// Steps that cost less than a seek.
    private static final int NEAR = 4;

    private final Cursor cursor;
    private final Verifier verifier;
    private final Budget budget;
    private final StoredKey end = new StoredKey();
    private final StoredKey current = new StoredKey();
    private final Timestamp at;
    private int prefix;
    private @Nullable Key key;
    private boolean isVisible;
    private boolean isSomewhere;

    StoreLayer(Cursor cursor, Span span, Timestamp at, Verifier verifier, Budget budget) {
        this.cursor = cursor;
        this.verifier = verifier;
        this.budget = budget;
        this.at = at;
        span.until().ifPresentOrElse(end::beforeVersions, end::endOfVersions);
        current.beforeVersions(span.from());
        seek();
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
        if (isVisible) {
            leaveKey();
        }
        arrive();
    }

    private void arrive() {
        if (!isSomewhere || !end.isAbove(cursor.key())) {
            key = null;
            isVisible = false;
            return;
        }
        key = verifier.keyHere(cursor);
        prefix = current.beforeVersions(key).length();
        isVisible = findVisible();
    }

    private boolean findVisible() {
        for (int i = 0; i < NEAR; i++) {
            if (timestamp() <= at.nanos()) {
                return true;
            }
            next();
            if (!isOnKey()) {
                return false;
            }
        }
        current.cutTo(prefix).timestamp(at);
        seek();
        return isOnKey();
    }

    private void leaveKey() {
        for (int i = 0; i < NEAR; i++) {
            next();
            if (!isOnKey()) {
                return;
            }
        }
        current.afterVersions(here());
        seek();
    }

    private boolean isOnKey() {
        return isSomewhere && current.isVersionOf(cursor.key(), prefix);
    }

    private void next() {
        budget.spend();
        isSomewhere = cursor.next();
    }

    private void seek() {
        budget.spend();
        isSomewhere = cursor.seek(current.bytes(), current.length());
    }

    private Key here() {
        return Objects.requireNonNull(key);
    }
}
