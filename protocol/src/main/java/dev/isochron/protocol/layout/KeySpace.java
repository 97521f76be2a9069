package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.TableId;

/// The great divisions of the key space.
public final class KeySpace {

    private static final Key FIRST_OF_USERS = Mark.keyOf(TableId.FIRST_OF_USERS);

    /// What the system keeps about itself: declarations of tables and the like.
    public static final Span SYSTEM = Span.of(Key.MIN, FIRST_OF_USERS);

    /// Everything else.
    public static final Span USERS = Span.from(FIRST_OF_USERS);

    private KeySpace() {}

    /// All keys that begin with the number of a table: for a root, its rows and all that is
    /// interleaved under them.
    public static Span ofRoot(TableId root) {
        return Span.prefix(Mark.keyOf(root.value()));
    }

    /// All keys that begin with the number of an index: its entries, unless they are interleaved
    /// under rows.
    public static Span ofRoot(IndexId root) {
        return Span.prefix(Mark.keyOf(root.value()));
    }
}
