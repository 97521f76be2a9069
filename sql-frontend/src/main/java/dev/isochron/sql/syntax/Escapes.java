package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The escapes of `E'…'`, `U&'…'` and `U&"…"`.
final class Escapes {

    private final Lexer lexer;
    private final int start;
    private final StringBuilder value = new StringBuilder();

    /// Bytes written as `\377` or `\xFF`, until a character ends.
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// The first half of a surrogate pair, or 0.
    private int high;

    /// Where the character or the escape begins that is being read.
    private int from;

    /// Where it ends if it stands in `E'…'`, whose errors quote it.
    private int quotedTo;

    Escapes(Lexer lexer) {
        this.lexer = lexer;
        this.start = lexer.at();
    }

    /// The rest of a string in which a backslash escapes, the quote before it passed already.
    String backslashes() {
        do {
            one();
        } while (lexer.continues());
        endBytes();
        return value.toString();
    }

    private void one() {
        while (true) {
            char c = lexer.peek(0);
            if (c == '\0') {
                throw lexer.refuse("unterminated quoted string");
            }
            from = lexer.at();
            quotedTo = from + 1;
            lexer.skip(1);
            if (c == '\'') {
                if (lexer.peek(0) != '\'') {
                    endPair();
                    return;
                }
                lexer.skip(1);
                plain('\'');
            } else if (c == '\\') {
                escape();
            } else {
                plain(c);
            }
        }
    }

    private void plain(char c) {
        endPair();
        endBytes();
        value.append(c);
    }

    private void escape() {
        char c = lexer.peek(0);
        if (c == '\0') {
            throw lexer.refuse("unterminated quoted string");
        }
        lexer.skip(1);
        switch (c) {
            case 'b' -> plain('\b');
            case 'f' -> plain('\f');
            case 'n' -> plain('\n');
            case 'r' -> plain('\r');
            case 't' -> plain('\t');
            case 'u' -> codePoint(4);
            case 'U' -> codePoint(8);
            case 'x' -> hexByte();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octalByte(c - '0');
            default -> plain(c);
        }
    }

    private void codePoint(int digits) {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(lexer.peek(0), 16);
            if (digit < 0 || lexer.peek(0) >= 0x80) {
                throw SqlError.of(SqlCode.INVALID_ESCAPE_SEQUENCE, "invalid Unicode escape")
                        .withPosition(lexer.position(lexer.at() - i - 2))
                        .withHint("Unicode escapes must be \\uXXXX or \\UXXXXXXXX.")
                        .exception();
            }
            code = code << 4 | digit;
            lexer.skip(1);
        }
        quotedTo = lexer.at();
        append(code);
    }

    private void hexByte() {
        int digit = Character.digit(lexer.peek(0), 16);
        if (digit < 0 || lexer.peek(0) >= 0x80) {
            plain('x');
            return;
        }
        lexer.skip(1);
        int code = digit;
        digit = Character.digit(lexer.peek(0), 16);
        if (digit >= 0 && lexer.peek(0) < 0x80) {
            lexer.skip(1);
            code = code << 4 | digit;
        }
        addByte(code);
    }

    private void octalByte(int first) {
        int code = first;
        for (int i = 0; i < 2 && lexer.peek(0) >= '0' && lexer.peek(0) <= '7'; i++) {
            code = code << 3 | (lexer.peek(0) - '0');
            lexer.skip(1);
        }
        addByte(code & 0xFF);
    }

    private void addByte(int code) {
        endPair();
        bytes.write(code);
        if (code == 0) {
            endBytes();
        }
    }

    private void endBytes() {
        if (bytes.size() == 0) {
            return;
        }
        byte[] all = bytes.toByteArray();
        bytes.reset();
        String decoded = null;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString();
        } catch (CharacterCodingException e) {
            // Answered below, as a NUL is.
        }
        if (decoded == null || decoded.indexOf('\0') >= 0) {
            StringBuilder shown = new StringBuilder();
            for (byte b : all) {
                shown.append(shown.isEmpty() ? "0x" : " 0x").append(hex(b));
            }
            throw SqlException.of(
                    SqlCode.CHARACTER_NOT_IN_REPERTOIRE,
                    "invalid byte sequence for encoding \"UTF8\": " + shown);
        }
        value.append(decoded);
    }

    private static String hex(byte b) {
        return Integer.toHexString(0x100 | (b & 0xFF)).substring(1);
    }

    /// What a text with Unicode escapes means, whose escape character UESCAPE may name.
    String unicode(String raw) {
        char escape = '\\';
        if (lexer.passWord("uescape")) {
            Token named = lexer.afterUescape();
            if (named.kind() != Token.Kind.STRING) {
                throw refuse("UESCAPE must be followed by a simple string literal", named);
            }
            if (named.text().length() != 1 || !canEscape(named.text().charAt(0))) {
                throw refuse("invalid Unicode escape character", named);
            }
            escape = named.text().charAt(0);
        }
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            from = start + i;
            if (c != escape) {
                plain(c);
                i++;
            } else if (i + 1 < raw.length() && raw.charAt(i + 1) == escape) {
                plain(escape);
                i += 2;
            } else {
                i = unicodeEscape(raw, i);
            }
        }
        from = start + raw.length();
        endPair();
        return value.toString();
    }

    private SqlException refuse(String why, Token token) {
        return lexer.refuse(SqlCode.SYNTAX_ERROR, why, token.start(), token.end());
    }

    private int unicodeEscape(String raw, int at) {
        boolean six = at + 1 < raw.length() && raw.charAt(at + 1) == '+';
        int from = at + (six ? 2 : 1);
        int end = from + (six ? 6 : 4);
        int code = end <= raw.length() ? hexNumber(raw, from, end) : -1;
        if (code < 0) {
            throw SqlError.of(SqlCode.SYNTAX_ERROR, "invalid Unicode escape")
                    .withPosition(lexer.position(start + at))
                    .withHint("Unicode escapes must be \\XXXX or \\+XXXXXX.")
                    .exception();
        }
        append(code);
        return end;
    }

    private static int hexNumber(String raw, int from, int end) {
        int code = 0;
        for (int i = from; i < end; i++) {
            int digit = raw.charAt(i) < 0x80 ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private static boolean canEscape(char c) {
        return c < 0x80 && Character.digit(c, 16) < 0 && "+'\" \t\n\r\f".indexOf(c) < 0;
    }

    private void append(int code) {
        endBytes();
        if (code <= 0 || code > Character.MAX_CODE_POINT) {
            throw refuse("invalid Unicode escape value");
        }
        char asChar = code <= Character.MAX_VALUE ? (char) code : 0;
        boolean low = Character.isLowSurrogate(asChar);
        if (low != (high != 0)) {
            throw invalidPair();
        }
        if (low) {
            value.appendCodePoint(Character.toCodePoint((char) high, asChar));
            high = 0;
        } else if (Character.isHighSurrogate(asChar)) {
            high = code;
        } else {
            value.appendCodePoint(code);
        }
    }

    private void endPair() {
        if (high != 0) {
            throw invalidPair();
        }
    }

    private SqlException invalidPair() {
        return refuse("invalid Unicode surrogate pair");
    }

    private SqlException refuse(String why) {
        return quotedTo > 0
                ? lexer.refuse(SqlCode.SYNTAX_ERROR, why, from, quotedTo)
                : SqlException.at(lexer.position(from), SqlCode.SYNTAX_ERROR, why);
    }
}
