package dev.isochron.sql.format;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Arrays as texts: `{a,"b c",NULL}`.
final class ArrayText {

    private final String text;
    private final Function<String, Value> element;
    private final List<Value> elements = new ArrayList<>();
    private int at;

    private ArrayText(String text, Function<String, Value> element) {
        this.text = text;
        this.element = element;
    }

    /// Reads an array of one dimension.
    ///
    /// @param element reads an element
    static Value read(String text, Function<String, Value> element) {
        return new ArrayText(text, element).read();
    }

    private Value read() {
        skipBlanks();
        if (peek() == '[') {
            throw unsupported("array bounds other than 1");
        }
        if (peek() != '{') {
            throw malformed("Array value must start with \"{\" or dimension information.");
        }
        at++;
        skipBlanks();
        if (peek() == '{') {
            throw unsupported("arrays of more than one dimension");
        }
        if (peek() == '}') {
            at++;
        } else {
            readElements();
        }
        skipBlanks();
        if (at < text.length()) {
            throw malformed("Junk after closing right brace.");
        }
        return arrayOf(elements);
    }

    static Value arrayOf(List<Value> elements) {
        if (elements.size() > Value.Array.MAX_ELEMENTS) {
            throw SqlException.of(
                    SqlCode.PROGRAM_LIMIT_EXCEEDED,
                    "array size exceeds the maximum allowed (" + Value.Array.MAX_ELEMENTS + ")");
        }
        return new Value.Array(elements);
    }

    private void readElements() {
        while (true) {
            skipBlanks();
            elements.add(peek() == '"' ? readQuoted() : readPlain());
            skipBlanks();
            char c = peek();
            at++;
            if (c == '}') {
                return;
            }
            if (c != ',') {
                throw at > text.length()
                        ? malformed("Unexpected end of input.")
                        : malformed("Unexpected array element.");
            }
        }
    }

    private Value readQuoted() {
        at++;
        StringBuilder content = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            if (at >= text.length()) {
                throw malformed("Unexpected end of input.");
            }
            content.append(text.charAt(at++));
        }
        at++;
        return element.apply(content.toString());
    }

    private Value readPlain() {
        StringBuilder content = new StringBuilder();
        int kept = 0;
        boolean escaped = false;
        while (at < text.length() && peek() != ',' && peek() != '}') {
            char c = text.charAt(at++);
            if (c == '"') {
                throw malformed("Unexpected array element.");
            }
            if (c == '{') {
                throw malformed("Unexpected \"{\" character.");
            }
            if (c == '\\') {
                if (at >= text.length()) {
                    throw malformed("Unexpected end of input.");
                }
                content.append(text.charAt(at++));
                escaped = true;
                kept = content.length();
            } else {
                content.append(c);
                kept = Integers.isBlank(c) ? kept : content.length();
            }
        }
        if (at >= text.length()) {
            throw malformed("Unexpected end of input.");
        }
        content.setLength(kept);
        String plain = content.toString();
        if (plain.isEmpty()) {
            throw malformed("Unexpected \"" + peek() + "\" character.");
        }
        boolean isNull = !escaped && plain.toLowerCase(Locale.ROOT).equals("null");
        return isNull ? Value.Null.NULL : element.apply(plain);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipBlanks() {
        at = Integers.skipBlanks(text, at);
    }

    private SqlException malformed(String detail) {
        return SqlError.of(
                        SqlCode.INVALID_TEXT_REPRESENTATION,
                        "malformed array literal: \"" + text + "\"")
                .withDetail(detail)
                .exception();
    }

    private static SqlException unsupported(String what) {
        return SqlException.of(SqlCode.FEATURE_NOT_SUPPORTED, what + " are not supported");
    }

    /// Writes an array of one dimension.
    ///
    /// @param element writes an element that is not null
    static String write(List<Value> elements, Function<Value, String> element) {
        StringBuilder text = new StringBuilder("{");
        for (Value each : elements) {
            if (text.length() > 1) {
                text.append(',');
            }
            if (each.isNull()) {
                text.append("NULL");
            } else {
                appendElement(text, element.apply(each));
            }
        }
        return text.append('}').toString();
    }

    private static void appendElement(StringBuilder text, String element) {
        if (!needsQuotes(element)) {
            text.append(element);
            return;
        }
        text.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }

    private static boolean needsQuotes(String element) {
        if (element.isEmpty() || element.toLowerCase(Locale.ROOT).equals("null")) {
            return true;
        }
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\' || c == '{' || c == '}' || c == ',' || Integers.isBlank(c)) {
                return true;
            }
        }
        return false;
    }
}
