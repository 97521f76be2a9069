package dev.isochron.storage.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.ordered.Cursor;

/// The ranges of entries that belong to a span of users' keys: its records, kind by kind as far as
/// there are any, then its versions.
public final class SpanRanges {
    private static final int VERSIONS = 0x100;
    private static final int END = 0x101;

    private final Span span;
    private final StoredKey from = new StoredKey();
    private final StoredKey until = new StoredKey();
    private int next;

    public SpanRanges(Span span) {
        this.span = span;
    }

    /// Goes to the next range, and moves the cursor.
    ///
    /// @return false if there is none
    public boolean next(Cursor cursor) {
        if (next < VERSIONS) {
            next = firstKind(cursor, next);
        }
        if (next == END) {
            return false;
        }
        if (next == VERSIONS) {
            from.beforeVersions(span.from());
            span.until().ifPresentOrElse(until::beforeVersions, until::endOfVersions);
        } else {
            byte kind = (byte) next;
            from.beforeRecords(kind, span.from());
            span.until()
                    .ifPresentOrElse(
                            key -> until.beforeRecords(kind, key), () -> until.endOfRecords(kind));
        }
        next++;
        return true;
    }

    /// At or above this, as [#next] left it.
    public StoredKey from() {
        return from;
    }

    /// Below this, as [#next] left it.
    public StoredKey until() {
        return until;
    }

    /// The first kind from this one on of which there is a record anywhere.
    private int firstKind(Cursor cursor, int kind) {
        from.beforeRecords((byte) kind, Key.MIN);
        until.endOfRecords((byte) 0xFF);
        boolean found = cursor.seek(from.bytes(), from.length());
        return found && until.isAbove(cursor.key()) ? cursor.key().get(1) & 0xFF : VERSIONS;
    }
}
