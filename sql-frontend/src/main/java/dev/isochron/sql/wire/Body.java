package dev.isochron.sql.wire;

import dev.isochron.sql.encoding.Utf8;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import org.jspecify.annotations.Nullable;

/// The bytes of one message, read from its beginning to its end and not beyond.
///
/// It is a view of a buffer that the next message overwrites: what must last is copied out of it.
final class Body {
    private final byte[] bytes;
    private int end;
    private int at;

    Body(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /// Turns to the next message in the same buffer.
    Body over(int from, int until) {
        at = from;
        end = until;
        return this;
    }

    int left() {
        return end - at;
    }

    int int8() {
        require(1);
        return bytes[at++] & 0xff;
    }

    /// Two bytes with a sign.
    int int16() {
        return (short) uint16();
    }

    /// Two bytes without a sign, as counts are.
    int uint16() {
        require(2);
        int value = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
        at += 2;
        return value;
    }

    int int32() {
        require(4);
        int value =
                bytes[at] << 24
                        | (bytes[at + 1] & 0xff) << 16
                        | (bytes[at + 2] & 0xff) << 8
                        | (bytes[at + 3] & 0xff);
        at += 4;
        return value;
    }

    /// Text up to its NUL, which must be there.
    ///
    /// @throws SqlException if it is not UTF-8
    String text() {
        int nul = at;
        while (nul < end && bytes[nul] != 0) {
            nul++;
        }
        if (nul == end) {
            throw malformed("a string does not end within its message");
        }
        String text = nul == at ? "" : Utf8.decode(bytes, at, nul - at);
        at = nul + 1;
        return text;
    }

    byte[] take(int count) {
        require(count);
        byte[] taken = new byte[count];
        System.arraycopy(bytes, at, taken, 0, count);
        at += count;
        return taken;
    }

    /// Bytes preceded by their number; nothing if that is −1.
    byte @Nullable [] sized() {
        int length = int32();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > left()) {
            throw malformed("a value of " + length + " bytes does not fit into its message");
        }
        return take(length);
    }

    /// Nothing may be left.
    void done() {
        if (at != end) {
            throw malformed("a message has " + left() + " bytes too many");
        }
    }

    private void require(int count) {
        if (count < 0 || count > end - at) {
            throw malformed("a message ends too early");
        }
    }

    private static SqlException malformed(String message) {
        return SqlException.of(SqlCode.PROTOCOL_VIOLATION, message);
    }
}
