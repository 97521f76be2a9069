package dev.isochron.sql.json;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the tokens of a JSON text.
final class JsonScanner {

    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    /// How much of a line an error shows: PostgreSQL's choice.
    private static final int MAX_CONTEXT = 49;

    private static final String DOTS = "...";

    private final String text;
    private final Matcher number;
    private int at;

    JsonScanner(String text) {
        this.text = text;
        this.number = NUMBER.matcher(text);
    }

    int position() {
        return at;
    }

    /// The next character that is no blank, or zero at the end.
    char peek() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean isAtEnd() {
        return peek() == 0 && at >= text.length();
    }

    void skip() {
        at++;
    }

    /// Takes a word such as `true`.
    String word() {
        int from = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        if (!word.equals("true") && !word.equals("false") && !word.equals("null")) {
            at = from;
            throw invalidToken();
        }
        return word;
    }

    private static boolean isWordPart(char c) {
        return c == '_' || c >= 0x80 || Character.isLetterOrDigit(c);
    }

    String number() {
        int from = at;
        boolean good = number.region(at, text.length()).lookingAt();
        int end = good ? number.end() : at;
        boolean junk = end < text.length() && isNumberJunk(text.charAt(end));
        if (!good || junk) {
            throw invalidToken();
        }
        at = end;
        return text.substring(from, end);
    }

    private static boolean isNumberJunk(char c) {
        return isWordPart(c) || c == '-' || c == '+' || c == '.';
    }

    /// Takes a string with its quotes.
    ///
    /// @param forText whether what cannot be text, such as U+0000, is refused
    String string(boolean forText) {
        int from = at++;
        StringBuilder value = new StringBuilder();
        while (true) {
            if (at >= text.length()) {
                throw invalid("Token \"" + text.substring(from) + "\" is invalid.");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw invalid("Character with value 0x%02x must be escaped.".formatted((int) c));
            }
            if (c == '\\') {
                escape(value, forText, from);
            } else {
                value.append(c);
            }
        }
    }

    private void escape(StringBuilder value, boolean forText, int from) {
        if (at >= text.length()) {
            throw invalid("Token \"" + text.substring(from) + "\" is invalid.");
        }
        char c = text.charAt(at++);
        switch (c) {
            case '"', '\\', '/' -> value.append(c);
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'u' -> value.appendCodePoint(unicode(forText));
            default -> throw invalid("Escape sequence \"\\" + c + "\" is invalid.");
        }
    }

    private int unicode(boolean forText) {
        int unit = fourDigits();
        if (unit == 0 && forText) {
            throw unsupported("\\u0000 cannot be converted to text.");
        }
        if (!forText || !Character.isSurrogate((char) unit)) {
            return unit;
        }
        if (Character.isLowSurrogate((char) unit)) {
            throw invalid("Unicode low surrogate must follow a high surrogate.");
        }
        if (!text.startsWith("\\u", at)) {
            throw invalid("Unicode low surrogate must follow a high surrogate.");
        }
        at += 2;
        int low = fourDigits();
        if (!Character.isLowSurrogate((char) low)) {
            throw invalid(
                    Character.isHighSurrogate((char) low)
                            ? "Unicode high surrogate must not follow a high surrogate."
                            : "Unicode low surrogate must follow a high surrogate.");
        }
        return Character.toCodePoint((char) unit, (char) low);
    }

    private int fourDigits() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                at++;
                throw invalid("\"\\u\" must be followed by four hexadecimal digits.");
            }
            value = value * 16 + digit;
            at++;
        }
        return value;
    }

    /// Refuses what stands here instead of what is expected.
    SqlException unexpected(String expected) {
        if (isAtEnd()) {
            return invalid("The input string ended unexpectedly.");
        }
        char c = text.charAt(at);
        if (isWordPart(c) || c == '-') {
            String token = token();
            boolean isKnown =
                    token.equals("true")
                            || token.equals("false")
                            || token.equals("null")
                            || NUMBER.matcher(token).matches();
            at += token.length();
            return isKnown
                    ? invalid("Expected " + expected + ", but found \"" + token + "\".")
                    : invalid("Token \"" + token + "\" is invalid.");
        }
        if (c == '"') {
            int from = at;
            string(false);
            return invalid(
                    "Expected " + expected + ", but found \"" + text.substring(from, at) + "\".");
        }
        if ("{}[],:".indexOf(c) >= 0) {
            at++;
            return invalid("Expected " + expected + ", but found \"" + c + "\".");
        }
        return invalidToken();
    }

    private SqlException invalidToken() {
        String token = token();
        at += token.length();
        return invalid("Token \"" + token + "\" is invalid.");
    }

    private String token() {
        int end = at;
        while (end < text.length() && isNumberJunk(text.charAt(end))) {
            end++;
        }
        return text.substring(at, Math.max(end, at < text.length() ? at + 1 : at));
    }

    private SqlException invalid(String detail) {
        return SqlError.of(
                        SqlCode.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type json")
                .withDetail(detail)
                .withContext(context())
                .exception();
    }

    /// The line that has been read up to here, as much of it as helps.
    private String context() {
        int end = Math.min(at, text.length());
        int line = text.lastIndexOf('\n', end - 1) + 1;
        int start = Math.max(line, end - MAX_CONTEXT);
        if (start - line <= DOTS.length()) {
            start = line;
        } else if (Character.isLowSurrogate(text.charAt(start))) {
            start++;
        }
        long number = 1 + text.substring(0, line).chars().filter(c -> c == '\n').count();
        boolean goesOn = end < text.length() && "\r\n".indexOf(text.charAt(end)) < 0;
        return "JSON data, line %d: %s%s%s"
                .formatted(
                        number,
                        start > line ? DOTS : "",
                        text.substring(start, end),
                        goesOn ? DOTS : "");
    }

    private SqlException unsupported(String detail) {
        return SqlError.of(SqlCode.UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")
                .withDetail(detail)
                .withContext(context())
                .exception();
    }
}
