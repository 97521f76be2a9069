package dev.isochron.sql.format;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Strings of bytes as texts.
public final class Binaries {

    private Binaries() {}

    /// The bytes of a text: `\xDEADBEEF`, or characters with `\\` and `\377`.
    public static Bytes read(String text) {
        return text.startsWith("\\x") ? readHex(text, 2) : readEscaped(text);
    }

    /// The bytes of hexadecimal digits, blanks between pairs allowed.
    public static Bytes readHex(String text, int from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                at++;
                continue;
            }
            int high = hexDigit(text, at);
            if (at + 1 >= text.length()) {
                throw SqlException.of(
                        SqlCode.INVALID_PARAMETER_VALUE,
                        "invalid hexadecimal data: odd number of digits");
            }
            bytes.write(high << 4 | hexDigit(text, at + 1));
            at += 2;
        }
        return Bytes.takeOver(bytes.toByteArray());
    }

    private static int hexDigit(String text, int at) {
        char c = text.charAt(at);
        if (!HexFormat.isHexDigit(c)) {
            String shown = text.substring(at, text.offsetByCodePoints(at, 1));
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "invalid hexadecimal digit: \"" + shown + "\"");
        }
        return HexFormat.fromHexDigit(c);
    }

    private static Bytes readEscaped(String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(source.length);
        int at = 0;
        while (at < source.length) {
            if (source[at] != '\\') {
                bytes.write(source[at++]);
            } else if (at + 1 < source.length && source[at + 1] == '\\') {
                bytes.write('\\');
                at += 2;
            } else if (isOctal(source, at + 1)) {
                bytes.write(
                        (source[at + 1] - '0') << 6
                                | (source[at + 2] - '0') << 3
                                | (source[at + 3] - '0'));
                at += 4;
            } else {
                throw SqlException.of(
                        SqlCode.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
            }
        }
        return Bytes.takeOver(bytes.toByteArray());
    }

    private static boolean isOctal(byte[] source, int at) {
        return at + 2 < source.length
                && source[at] >= '0'
                && source[at] <= '3'
                && source[at + 1] >= '0'
                && source[at + 1] <= '7'
                && source[at + 2] >= '0'
                && source[at + 2] <= '7';
    }

    /// The text of bytes.
    public static String write(Bytes bytes, boolean hex) {
        byte[] all = bytes.toBytes();
        return hex ? "\\x" + HexFormat.of().formatHex(all) : writeEscaped(all);
    }

    /// Printable ASCII as it is, everything else in octal.
    public static String writeEscaped(byte[] all) {
        StringBuilder text = new StringBuilder(all.length);
        for (byte each : all) {
            int c = each & 0xFF;
            if (c == '\\') {
                text.append("\\\\");
            } else if (c < 0x20 || c > 0x7E) {
                text.append('\\')
                        .append((char) ('0' + (c >> 6)))
                        .append((char) ('0' + (c >> 3 & 7)))
                        .append((char) ('0' + (c & 7)));
            } else {
                text.append((char) c);
            }
        }
        return text.toString();
    }
}
