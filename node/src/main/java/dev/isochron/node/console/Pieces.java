package dev.isochron.node.console;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Input cut at what ends statements, semicolons and backslash commands: not those in strings,
/// names, comments and dollar quotes.
///
/// @param complete statements, each with its semicolon, or with the command that stands behind it
///   in the same line; or such a command alone
/// @param rest what has no end yet
record Pieces(List<String> complete, String rest) {

    private static final Pattern TAG = Pattern.compile("\\$([A-Za-z_][A-Za-z_0-9]*)?\\$");

    /// The pieces of a text.
    static Pieces of(String text) {
        List<String> complete = new ArrayList<>();
        int begin = 0;
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ';') {
                complete.add(text.substring(begin, at + 1).strip());
                begin = at + 1;
                at = begin;
            } else if (text.charAt(at) == '\\') {
                at = pastLine(text, at);
                complete.add(text.substring(begin, at).strip());
                begin = at;
            } else {
                at = past(text, at);
            }
        }
        return new Pieces(List.copyOf(complete), text.substring(begin));
    }

    /// Where the backslash command of a complete piece begins, if it has one.
    static OptionalInt command(String piece) {
        int at = 0;
        while (at < piece.length()) {
            if (piece.charAt(at) == '\\') {
                return OptionalInt.of(at);
            }
            at = past(piece, at);
        }
        return OptionalInt.empty();
    }

    /// Whether nothing but spaces and comments is left.
    boolean isDone() {
        int at = 0;
        while (at < rest.length()) {
            boolean comment = rest.startsWith("--", at) || rest.startsWith("/*", at);
            if (!comment && !Character.isWhitespace(rest.charAt(at))) {
                return false;
            }
            at = past(rest, at);
        }
        return true;
    }

    /// After what begins here; the end of the text if it does not end.
    private static int past(String text, int at) {
        char c = text.charAt(at);
        return switch (c) {
            case '\'' -> pastString(text, at, isEscaped(text, at));
            case '"' -> pastString(text, at, false);
            case '$' -> pastDollar(text, at);
            case '-' -> text.startsWith("--", at) ? pastLine(text, at) : at + 1;
            case '/' -> text.startsWith("/*", at) ? pastComment(text, at) : at + 1;
            default -> at + 1;
        };
    }

    private static boolean isEscaped(String text, int at) {
        boolean e = at > 0 && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E');
        return e && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private static int pastString(String text, int at, boolean escapes) {
        char quote = text.charAt(at);
        for (int i = at + 1; i < text.length(); i++) {
            if (escapes && text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int pastDollar(String text, int at) {
        Matcher tag = TAG.matcher(text).region(at, text.length());
        boolean inName = at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1));
        if (inName || !tag.lookingAt()) {
            return at + 1;
        }
        int end = text.indexOf(tag.group(), tag.end());
        return end < 0 ? text.length() : end + tag.group().length();
    }

    private static int pastLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static int pastComment(String text, int at) {
        int depth = 0;
        int i = at;
        while (i < text.length()) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return text.length();
    }
}
