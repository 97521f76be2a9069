package dev.isochron.sql.copy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Pieces as one stream of bytes.
final class Pieces {
    private static final byte[] NOTHING = new byte[0];

    private final Source source;
    private byte[] piece = NOTHING;
    private int at;
    private boolean ended;
    private int mark = -1;

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
                mark = -1;
            }
        }
        return at < piece.length;
    }

    /// A line begins here.
    void mark() {
        mark = peek() < 0 ? -1 : at;
    }

    /// The line that began last, as far as it is at hand; null if its beginning is not.
    ///
    /// @param most bytes that are wanted of it
    @Nullable String line(int most) {
        if (mark < 0) {
            return null;
        }
        int end = mark;
        while (end < piece.length && piece[end] != '\n' && piece[end] != '\r') {
            end++;
        }
        int cut = Math.min(end, mark + most);
        while (cut < end && cut > mark && (piece[cut] & 0xc0) == 0x80) {
            cut--;
        }
        String text = new String(piece, mark, cut - mark, StandardCharsets.UTF_8);
        return cut < end ? text + "..." : text;
    }

    /// Takes and forgets everything up to the end.
    void drain() {
        do {
            at = piece.length;
        } while (more());
    }
}
