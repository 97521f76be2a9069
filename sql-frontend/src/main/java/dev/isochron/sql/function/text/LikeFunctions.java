package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// `LIKE` and `ILIKE`, which are the operators `~~` and `~~*`.
final class LikeFunctions {

    private LikeFunctions() {}

    static void define(Definer to) {
        for (String type : List.of("text", "name", "bpchar")) {
            operator(to, "~~", type, like(false, false));
            operator(to, "!~~", type, like(true, false));
            operator(to, "~~*", type, like(false, true));
            operator(to, "!~~*", type, like(true, true));
        }
        to.operator("~~(bytea, bytea) bool", (in, env) -> Args.bool(ofBytes(in)));
        to.operator("!~~(bytea, bytea) bool", (in, env) -> Args.bool(!ofBytes(in)));
        to.function("like(text, text) bool", like(false, false));
        to.function("notlike(text, text) bool", like(true, false));
        to.function("like_escape(text, text) text", (in, env) -> withEscape(in));
    }

    /// Patterns see the blanks of a `char(n)`.
    static void operator(Definer to, String symbol, String type, Body body) {
        to.operator(
                "%s(%s, text) bool".formatted(symbol, type),
                type.equals("bpchar") ? new Padded(body) : body);
    }

    /// Every byte is a character.
    private static boolean ofBytes(Value[] in) {
        return matches(
                new String(Args.bytes(in[0]).toBytes(), StandardCharsets.ISO_8859_1),
                new String(Args.bytes(in[1]).toBytes(), StandardCharsets.ISO_8859_1));
    }

    private static Body like(boolean negated, boolean anyCase) {
        return (in, env) -> {
            String text = Args.text(in[0]);
            String pattern = Args.text(in[1]);
            boolean matches =
                    anyCase
                            ? matches(
                                    text.toLowerCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT))
                            : matches(text, pattern);
            return Args.bool(matches != negated);
        };
    }

    /// Remembers the last `%` only, so the time is at most the product of the lengths.
    static boolean matches(String text, String pattern) {
        int t = 0;
        int p = 0;
        int afterPercent = -1;
        int retry = 0;
        while (true) {
            if (p < pattern.length() && pattern.charAt(p) == '%') {
                afterPercent = ++p;
                retry = t;
                continue;
            }
            if (t >= text.length()) {
                return p >= pattern.length() || isOnlyPercents(pattern, p);
            }
            int step = p < pattern.length() ? step(pattern, p) : 0;
            if (step > 0 && isOne(text, t, pattern, p)) {
                t += Character.charCount(text.codePointAt(t));
                p += step;
            } else if (afterPercent >= 0) {
                retry += Character.charCount(text.codePointAt(retry));
                t = retry;
                p = afterPercent;
            } else {
                return false;
            }
        }
    }

    private static boolean isOnlyPercents(String pattern, int from) {
        for (int p = from; p < pattern.length(); p++) {
            if (pattern.charAt(p) != '%') {
                return false;
            }
        }
        return true;
    }

    private static int step(String pattern, int p) {
        if (pattern.charAt(p) != '\\') {
            return Character.charCount(pattern.codePointAt(p));
        }
        if (p + 1 >= pattern.length()) {
            throw SqlException.of(
                    SqlCode.INVALID_ESCAPE_SEQUENCE,
                    "LIKE pattern must not end with escape character");
        }
        return 1 + Character.charCount(pattern.codePointAt(p + 1));
    }

    private static boolean isOne(String text, int t, String pattern, int p) {
        char c = pattern.charAt(p);
        if (c == '_') {
            return true;
        }
        int wanted = pattern.codePointAt(c == '\\' ? p + 1 : p);
        return text.codePointAt(t) == wanted;
    }

    /// Writes a pattern with another escape character as one with a backslash.
    private static Value withEscape(Value[] in) {
        String pattern = Args.text(in[0]);
        String escape = Args.text(in[1]);
        if (escape.isEmpty()) {
            return Args.of(pattern.replace("\\", "\\\\"));
        }
        if (Chars.length(escape) != 1) {
            throw SqlException.of(SqlCode.INVALID_ESCAPE_SEQUENCE, "invalid escape string");
        }
        int mark = escape.codePointAt(0);
        StringBuilder out = new StringBuilder();
        boolean escaped = false;
        for (int at = 0; at < pattern.length(); ) {
            int c = pattern.codePointAt(at);
            if (c == mark && !escaped) {
                out.append('\\');
                escaped = true;
            } else {
                out.append(c == '\\' && !escaped ? "\\\\" : Character.toString(c));
                escaped = false;
            }
            at += Character.charCount(c);
        }
        return Args.of(out.toString());
    }
}
