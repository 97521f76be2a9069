package dev.isochron.storage.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.truetime.Timestamp;

/// A view as a layer, walked downwards.
///
/// It arrives at a key from above, so at its oldest version; the visible one is the only one, or is
/// sought.
final class DescendingLayer extends StoreLayer {
    private final StoredKey start = new StoredKey();

    DescendingLayer(Cursor cursor, Span span, Timestamp at, Verifier verifier, Budget budget) {
        super(cursor, at, verifier, budget);
        start.beforeVersions(span.from());
        span.until().ifPresentOrElse(current::beforeVersions, current::endOfVersions);
        seekBelow();
        arrive();
    }

    @Override
    public void advance() {
        current.cutTo(prefix());
        seekBelow();
        arrive();
    }

    @Override
    boolean isBeyond() {
        return start.isAbove(cursor.key());
    }

    /// The oldest version is visible, or none is; a newer one may be, too.
    @Override
    boolean findVisible() {
        if (timestamp() > at.nanos()) {
            return false;
        }
        stepped(cursor.previous());
        if (isOnKey()) {
            current.cutTo(prefix()).timestamp(at);
        }
        seek();
        return isOnKey();
    }

    private void seekBelow() {
        stepped(cursor.seekBelow(current.bytes(), current.length()));
    }
}
