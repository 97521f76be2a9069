package dev.isochron.sql.copy;

import org.jspecify.annotations.Nullable;

/// Pieces as one stream of bytes.
final class Pieces {
    private static final byte[] NOTHING = new byte[0];

    private final Source source;
    private byte[] piece = NOTHING;
    private int at;
    private boolean ended;

    /// Where pieces come from.
    interface Source {
        /// The next piece; null at the end.
        byte @Nullable [] next();
    }

    Pieces(Source source) {
        this.source = source;
    }

    /// The next byte; −1 at the end.
    int read() {
        return at < piece.length || more() ? piece[at++] & 0xff : -1;
    }

    /// The next byte, which will be read again; −1 at the end.
    int peek() {
        return at < piece.length || more() ? piece[at] & 0xff : -1;
    }

    private boolean more() {
        while (!ended && at == piece.length) {
            byte[] next = source.next();
            if (next == null) {
                ended = true;
            } else {
                piece = next;
                at = 0;
            }
        }
        return at < piece.length;
    }

    /// Takes and forgets everything up to the end.
    void drain() {
        do {
            at = piece.length;
        } while (more());
    }
}
