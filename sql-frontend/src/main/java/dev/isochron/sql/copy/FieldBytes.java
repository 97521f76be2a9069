package dev.isochron.sql.copy;

import dev.isochron.sql.encoding.Utf8;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of a field as they gather.
final class FieldBytes {
    /// As PostgreSQL has it for a line.
    private static final int MAX_BYTES = 1 << 30;

    private byte[] bytes = new byte[256];
    private int length;
    private boolean plain = true;

    void clear() {
        length = 0;
        plain = true;
    }

    int length() {
        return length;
    }

    void add(int value) {
        if (length == bytes.length) {
            if (length >= MAX_BYTES / 2) {
                throw SqlException.of(
                        SqlCode.PROGRAM_LIMIT_EXCEEDED, "a field of COPY data is too long");
            }
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        plain &= value > 0 && value < 0x80;
        bytes[length++] = (byte) value;
    }

    void add(FieldBytes other) {
        for (int i = 0; i < other.length; i++) {
            add(other.bytes[i] & 0xff);
        }
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }

    /// @throws SqlException if it is not UTF-8
    String text() {
        return plain
                ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                : Utf8.decode(bytes, 0, length);
    }
}
