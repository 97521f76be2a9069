package dev.isochron.sql.encoding;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads text that clients send.
public final class Utf8 {

    private Utf8() {}

    /// The text that these bytes are.
    ///
    /// @throws SqlException if they are no UTF-8, or hold U+0000
    public static String decode(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] <= 0) {
                return carefully(bytes, from, length);
            }
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    /// The text that these bytes are.
    ///
    /// @throws SqlException if they are no UTF-8, or hold U+0000
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    private static String carefully(byte[] bytes, int from, int length) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, from, length))
                            .toString();
            if (text.indexOf(0) < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // Told below, without the bytes: they may be anything.
        }
        throw SqlException.of(
                SqlCode.CHARACTER_NOT_IN_REPERTOIRE, "invalid byte sequence for encoding \"UTF8\"");
    }
}
