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

    /// A field, or text.
    ///
    /// @param field in upper case, or empty for text
    /// @param written as it stands in the template
    /// @param fills whether blanks and zeros are left out (`FM`)
    /// @param ordinal `TH`, `th`, or nothing
    record Token(String field, String written, boolean fills, String ordinal) {}

    private TemplateTokens() {}

    static List<Token> of(String template) {
        List<Token> tokens = new ArrayList<>();
        String upper = template.toUpperCase(Locale.ROOT);
        int at = 0;
        while (at < template.length()) {
            boolean fills = false;
            while (upper.startsWith("FM", at)
                    || upper.startsWith("FX", at)
                    || upper.startsWith("TM", at)) {
                fills |= upper.startsWith("FM", at);
                at += 2;
            }
            String field = fieldAt(upper, at);
            if (!field.isEmpty()) {
                String written = template.substring(at, at + field.length());
                at += field.length();
                String ordinal = upper.startsWith("TH", at) ? template.substring(at, at + 2) : "";
                at += ordinal.length();
                tokens.add(new Token(field, written, fills, ordinal));
            } else if (at < template.length()) {
                at = text(template, at, tokens);
            }
        }
        return tokens;
    }

    private static String fieldAt(String upper, int at) {
        for (String field : FIELDS) {
            if (upper.startsWith(field, at)) {
                return field;
            }
        }
        return "";
    }

    private static int text(String template, int from, List<Token> tokens) {
        char c = template.charAt(from);
        if (c != '"') {
            boolean escapes = c == '\\' && template.startsWith("\\\"", from);
            int end = from + (escapes ? 2 : Character.charCount(template.codePointAt(from)));
            String shown = escapes ? "\"" : template.substring(from, end);
            tokens.add(new Token("", shown, false, ""));
            return end;
        }
        StringBuilder quoted = new StringBuilder();
        int at = from + 1;
        while (at < template.length() && template.charAt(at) != '"') {
            if (template.charAt(at) == '\\' && at + 1 < template.length()) {
                at++;
            }
            quoted.append(template.charAt(at++));
        }
        tokens.add(new Token("", quoted.toString(), true, ""));
        return at + 1;
    }
}
