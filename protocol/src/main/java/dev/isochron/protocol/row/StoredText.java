package dev.isochron.protocol.row;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text in a row: UTF-8, which is checked as it is read.
final class StoredText {

    private StoredText() {}

    static String read(byte[] bytes, int from, int to) {
        // Plain ASCII, which most text is, needs no second look.
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return decode(bytes, from, to);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String decode(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRow("a text that is not UTF-8", e);
        }
    }
}
