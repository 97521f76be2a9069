package dev.isochron.protocol.tuple;

import dev.isochron.protocol.key.KeyBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text in a key: UTF-8, whose order by bytes is that of code points.
final class TextElement {

    private static final int TWO_BYTES = 0x80;
    private static final int THREE_BYTES = 0x800;

    private TextElement() {}

    /// Written character by character, because keys are short and a copy would be garbage.
    static void write(KeyBuilder out, String text) {
        out.append(Tag.TEXT);
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            writePoint(out, point);
            at += Character.charCount(point);
        }
        out.append(Tag.TEXT_END);
    }

    private static void writePoint(KeyBuilder out, int point) {
        if (point < TWO_BYTES) {
            out.append(point);
        } else if (point < THREE_BYTES) {
            out.append(0xC0 | point >>> 6).append(continuation(point, 0));
        } else if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            out.append(0xE0 | point >>> 12)
                    .append(continuation(point, 6))
                    .append(continuation(point, 0));
        } else {
            out.append(0xF0 | point >>> 18)
                    .append(continuation(point, 12))
                    .append(continuation(point, 6))
                    .append(continuation(point, 0));
        }
    }

    private static int continuation(int point, int shift) {
        return 0x80 | (point >>> shift & 0x3F);
    }

    static String read(Cursor in) {
        int start = in.position();
        byte[] bytes = new byte[in.remaining()];
        int length = 0;
        for (int next = in.next("a text"); next != Tag.TEXT_END; next = in.next("a text")) {
            bytes[length++] = (byte) next;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw in.malformed("a text that is not UTF-8", start);
        }
    }

    static void skip(Cursor in) {
        int next = in.next("a text");
        while (next != Tag.TEXT_END) {
            next = in.next("a text");
        }
    }
}
