package dev.isochron.sql.function.datetime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a template for dates into fields and the text between them.
final class TemplateTokens {

    /// The fields, those that begin with another before that one.
    private static final List<String> FIELDS =
            List.of(
                    "A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "CC", "DAY", "DDD", "DD", "DY", "D",
                    "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "HH24", "HH12", "HH", "IDDD", "ID",
                    "IW", "IYYY", "IYY", "IY", "I", "J", "MI", "MM", "MONTH", "MON", "MS", "OF",
                    "P.M.", "PM", "Q", "RM", "SSSSS", "SSSS", "SS", "TZH", "TZM", "TZ", "US", "WW",
                    "W", "Y,YYY", "YYYY", "YYY", "YY", "Y");

    /// Fields that do not begin with a digit when they are read.
    private static final List<String> NAMES =
            List.of(
                    "A.D.", "A.M.", "AD", "AM", "B.C.", "BC", "DAY", "DY", "MONTH", "MON", "OF",
                    "P.M.", "PM", "RM", "TZH", "TZ");

    private static final List<String> CASED = List.of("MONTH", "MON", "DAY", "DY");

    private static final List<String> FULL_NAMES = List.of("MONTH", "DAY");

    /// What a piece of a template is.
    enum Kind {
        FIELD,
        /// From here on characters are counted (`FX`).
        FIXED,
        /// A blank, or a character that is no letter or digit.
        SEPARATOR,
        TEXT
    }

    /// A field, or a character between fields.
    ///
    /// @param field in upper case, or empty
    /// @param written as it stands in the template
    /// @param fills whether blanks and zeros are left out (`FM`)
    /// @param ordinal `TH`, `th`, or nothing
    record Token(Kind kind, String field, String written, boolean fills, String ordinal) {

        static Token of(Kind kind, String written) {
            return new Token(kind, "", written, false, "");
        }

        /// Whether it is read as a number.
        boolean isNumber() {
            return kind == Kind.FIELD && !NAMES.contains(field);
        }
    }

    private TemplateTokens() {}

    static List<Token> of(String template) {
        List<Token> tokens = new ArrayList<>();
        String upper = template.toUpperCase(Locale.ROOT);
        int at = 0;
        while (at < template.length()) {
            boolean fills = false;
            boolean translates = false;
            while (upper.startsWith("FM", at) || upper.startsWith("TM", at)) {
                fills |= upper.startsWith("FM", at);
                translates |= upper.startsWith("TM", at);
                at += 2;
            }
            String field = fieldAt(template, upper, at);
            if (upper.startsWith("FX", at)) {
                tokens.add(Token.of(Kind.FIXED, ""));
                at += 2;
            } else if (!field.isEmpty()) {
                String written = template.substring(at, at + field.length());
                at += field.length();
                String ordinal = upper.startsWith("TH", at) ? template.substring(at, at + 2) : "";
                at += ordinal.length();
                boolean isTight = fills || (translates && FULL_NAMES.contains(field));
                tokens.add(new Token(Kind.FIELD, field, written, isTight, ordinal));
            } else if (at < template.length()) {
                at = text(template, at, tokens);
            }
        }
        return tokens;
    }

    private static String fieldAt(String template, String upper, int at) {
        for (String field : FIELDS) {
            if (upper.startsWith(field, at) && isWritten(template, at, field)) {
                return field;
            }
        }
        return "";
    }

    /// In capitals or in small letters; names also with one capital.
    private static boolean isWritten(String template, int at, String field) {
        boolean isName = CASED.contains(field);
        String lower = field.toLowerCase(Locale.ROOT);
        return template.startsWith(field, at)
                || template.startsWith(lower, at)
                || (isName && template.startsWith(field.charAt(0) + lower.substring(1), at));
    }

    /// Whether it is printed, in ASCII, and neither letter nor digit.
    static boolean isSeparator(char c) {
        boolean isPrinted = c > ' ' && c < '\u007f';
        return isPrinted
                && !(c >= 'a' && c <= 'z')
                && !(c >= 'A' && c <= 'Z')
                && !(c >= '0' && c <= '9');
    }

    private static int text(String template, int from, List<Token> tokens) {
        char c = template.charAt(from);
        if (c != '"') {
            int at = c == '\\' && template.startsWith("\\\"", from) ? from + 1 : from;
            char shown = template.charAt(at);
            boolean separates = Character.isWhitespace(shown) || isSeparator(shown);
            return add(template, at, separates ? Kind.SEPARATOR : Kind.TEXT, tokens);
        }
        int at = from + 1;
        while (at < template.length() && template.charAt(at) != '"') {
            boolean escapes = template.charAt(at) == '\\' && at + 1 < template.length();
            at = add(template, escapes ? at + 1 : at, Kind.TEXT, tokens);
        }
        return at + 1;
    }

    private static int add(String template, int from, Kind kind, List<Token> tokens) {
        int end = from + Character.charCount(template.codePointAt(from));
        tokens.add(Token.of(kind, template.substring(from, end)));
        return end;
    }
}
