package dev.isochron.storage.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.truetime.Timestamp;

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
final class AscendingLayer extends StoreLayer {
    /// Steps that cost less than a seek.
    private static final int NEAR = 4;

    private final StoredKey end = new StoredKey();

    AscendingLayer(Cursor cursor, Span span, Timestamp at, Verifier verifier, Budget budget) {
        super(cursor, at, verifier, budget);
        span.until().ifPresentOrElse(end::beforeVersions, end::endOfVersions);
        current.beforeVersions(span.from());
        seek();
        arrive();
    }

    @Override
    public void advance() {
        if (isVisible()) {
            leaveKey();
        }
        arrive();
    }

    @Override
    boolean isBeyond() {
        return !end.isAbove(cursor.key());
    }

    @Override
    boolean findVisible() {
        for (int i = 0; i < NEAR; i++) {
            if (timestamp() <= at.nanos()) {
                return true;
            }
            next();
            if (!isOnKey()) {
                return false;
            }
        }
        current.cutTo(prefix()).timestamp(at);
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

    private void next() {
        stepped(cursor.next());
    }
}
