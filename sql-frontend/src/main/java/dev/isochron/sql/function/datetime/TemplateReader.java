package dev.isochron.sql.function.datetime;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.function.datetime.TemplateTokens.Kind;
import dev.isochron.sql.function.datetime.TemplateTokens.Token;
import java.util.List;
import java.util.Locale;

/// Reads dates by a template: `to_date`, `to_timestamp`. The meaning of the fields is another
/// matter: [TemplateFields].
final class TemplateReader {

    private static final List<String> ISO = List.of("IYYY", "IYY", "IY", "I", "IW", "ID", "IDDD");

    private static final List<String> NEUTRAL =
            List.of(
                    "AD", "BC", "A.D.", "B.C.", "AM", "PM", "A.M.", "P.M.", "CC", "DAY", "DY", "J",
                    "Q", "MS", "US", "SS", "SSSS", "SSSSS", "MI", "HH", "HH12", "HH24", "TZH",
                    "TZM", "TZ", "OF", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6");

    private static final List<String> HALVES = List.of("am", "pm");
    private static final List<String> DOTTED_HALVES = List.of("a.m.", "p.m.");
    private static final List<String> ERAS = List.of("ad", "bc");
    private static final List<String> DOTTED_ERAS = List.of("a.d.", "b.c.");

    private final String text;
    private final List<Token> tokens;
    private final TemplateFields fields;
    private int at;
    private boolean isFixed;

    /// Characters that were passed over beyond those of the template.
    private int ahead;

    private TemplateReader(String text, String template) {
        this.text = text;
        this.tokens = TemplateTokens.of(template);
        this.fields = new TemplateFields(text);
    }

    /// What was read.
    static TemplateFields read(String text, String template) {
        TemplateReader reader = new TemplateReader(text, template);
        for (int i = 0; i < reader.tokens.size() && reader.at < text.length(); i++) {
            reader.take(i);
        }
        return reader.fields;
    }

    private void take(int index) {
        Token token = tokens.get(index);
        if (token.kind() == Kind.FIXED) {
            isFixed = true;
        } else if (!isFixed && (token.kind() == Kind.FIELD || index == 0)) {
            skipBlanks();
        }
        if (at >= text.length() && token.kind() != Kind.FIELD) {
            return;
        }
        switch (token.kind()) {
            case FIXED -> {}
            case SEPARATOR -> skipSeparator();
            case TEXT -> skipText();
            case FIELD -> {
                fields.setCalendar(isIso(token), isGregorian(token));
                field(token, index);
                if (!token.ordinal().isEmpty()) {
                    at = Math.min(text.length(), at + 2);
                }
            }
        }
        if (!isFixed && (token.kind() == Kind.FIELD || token.kind() == Kind.FIXED)) {
            ahead = 0;
            skipBlanks();
        }
    }

    private static boolean isIso(Token token) {
        return ISO.contains(token.field());
    }

    private static boolean isGregorian(Token token) {
        return !isIso(token) && !NEUTRAL.contains(token.field());
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
            ahead++;
        }
    }

    /// A blank or separator of the template stands for one in the text, or for none.
    private void skipSeparator() {
        if (isFixed) {
            skipCharacter();
            return;
        }
        ahead--;
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || TemplateTokens.isSeparator(c)) {
            at++;
            ahead++;
        }
    }

    /// Any other character of the template stands for any in the text.
    private void skipText() {
        if (!isFixed && ahead > 0) {
            ahead--;
        } else {
            skipCharacter();
        }
    }

    private void skipCharacter() {
        at += Character.charCount(text.codePointAt(at));
    }

    private void field(Token token, int index) {
        switch (token.field()) {
            case "MONTH", "MON" -> {
                boolean isShort = token.field().equals("MON");
                fields.put(token, "MM", name(names(Template.MONTHS, isShort), token) + 1L);
            }
            case "DAY", "DY" -> {
                // Our weeks begin on Monday, those of the field on Sunday.
                int day = name(names(Template.DAYS, token.field().equals("DY")), token);
                fields.put(token, "D", (day + 1) % 7 + 1L);
            }
            case "RM" -> fields.put(token, "MM", 12L - name(Template.ROMAN.reversed(), token));
            case "AM", "PM" -> fields.put(token, "PM", name(HALVES, token));
            case "A.M.", "P.M." -> fields.put(token, "PM", name(DOTTED_HALVES, token));
            case "AD", "BC" -> fields.put(token, "BC", name(ERAS, token));
            case "A.D.", "B.C." -> fields.put(token, "BC", name(DOTTED_ERAS, token));
            case "TZ", "OF" ->
                    throw SqlException.of(
                            SqlCode.FEATURE_NOT_SUPPORTED,
                            "formatting field \""
                                    + token.written()
                                    + "\" is only supported in to_char");
            case "TZH" -> zoneHours(token, index);
            case "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> fraction(token, index);
            case "Y,YYY" -> thousands(token);
            default -> number(token, index);
        }
    }

    private static List<String> names(List<String> full, boolean isShort) {
        return isShort ? full.stream().map(name -> name.substring(0, 3)).toList() : full;
    }

    private int name(List<String> names, Token token) {
        String rest = text.substring(at).toLowerCase(Locale.ROOT);
        for (int i = 0; i < names.size(); i++) {
            if (rest.startsWith(names.get(i).toLowerCase(Locale.ROOT))) {
                at += names.get(i).length();
                return i;
            }
        }
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        throw invalid(text.substring(at, end), token)
                .withDetail(
                        "The given value did not match any of the allowed values for this field.")
                .exception();
    }

    private static SqlError invalid(String found, Token token) {
        return SqlError.of(
                SqlCode.INVALID_DATETIME_FORMAT,
                "invalid value \"" + found + "\" for \"" + token.written() + "\"");
    }

    private void number(Token token, int index) {
        int from = at;
        long value = integer(token, index, width(token.field()));
        fields.putNumber(token, value, at - from);
    }

    /// How many digits a number has that has no end of its own.
    private static int width(String field) {
        return switch (field) {
            case "HH12", "HH24" -> 2;
            case "SSSSS" -> 5;
            case "ID" -> 1;
            case "IDDD" -> 3;
            default -> field.length();
        };
    }

    private void zoneHours(Token token, int index) {
        char c = at < text.length() ? text.charAt(at) : '0';
        boolean isSigned = c == '+' || c == '-' || c == ' ';
        // The sign may have been taken for a separator.
        boolean negative = isSigned ? c == '-' : ahead > 0 && at > 0 && text.charAt(at - 1) == '-';
        at += isSigned ? 1 : 0;
        fields.putSign(negative);
        fields.put(token, "TZH", integer(token, index, 2));
    }

    private void fraction(Token token, int index) {
        boolean isMillis = token.field().equals("MS");
        int places = isMillis ? 3 : token.field().equals("US") ? 6 : token.field().charAt(2) - '0';
        if (token.field().startsWith("FF")) {
            fields.setSecondDigits(places);
        }
        int from = at;
        long value = integer(token, index, places);
        int used = at - from;
        int most = isMillis ? 3 : 6;
        for (int i = used; i < most; i++) {
            value *= 10;
        }
        fields.put(token, isMillis ? "MS" : "US", value);
    }

    private void thousands(Token token) {
        int comma = text.indexOf(',', at);
        int end = comma + 1;
        while (comma >= 0
                && end < text.length()
                && end <= comma + 3
                && Character.isDigit(text.charAt(end))) {
            end++;
        }
        try {
            long thousands = Long.parseLong(text.substring(at, Math.max(at, comma)).strip());
            long rest = Long.parseLong(text.substring(comma + 1, end));
            fields.put(token, "YYYY", thousands * 1000 + rest);
            at = end;
        } catch (NumberFormatException _) {
            throw SqlException.of(
                    SqlCode.INVALID_DATETIME_FORMAT, "invalid input string for \"Y,YYY\"");
        }
    }

    /// As many digits as there are, if what follows in the template is none; else exactly so many.
    private long integer(Token token, int index, int length) {
        boolean isOpen = token.fills() || isOpen(token, index);
        int start = at;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int limit = isOpen ? text.length() : Math.min(text.length(), start + length);
        if (!isOpen && text.length() - start < length) {
            throw tooShort(
                    "source string too short for \"" + token.written() + "\" formatting field",
                    "Field requires %d characters, but only %d remain."
                            .formatted(length, text.length() - start));
        }
        int to = start;
        if (to < limit && (text.charAt(to) == '-' || text.charAt(to) == '+')) {
            to++;
        }
        int digits = to;
        while (to < limit && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
            to++;
        }
        String shown = text.substring(start, Math.min(text.length(), start + length));
        if (to == digits) {
            throw invalid(shown, token).withDetail("Value must be an integer.").exception();
        }
        if (!isOpen && to - start < length) {
            throw tooShort(
                    "invalid value \"" + shown + "\" for \"" + token.written() + "\"",
                    "Field requires %d characters, but only %d could be parsed."
                            .formatted(length, to - start));
        }
        at = to;
        return checked(text.substring(start, to), token);
    }

    private static long checked(String number, Token token) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException _) {
            throw SqlError.of(
                            SqlCode.DATETIME_FIELD_OVERFLOW,
                            "value for \"%s\" in source string is out of range"
                                    .formatted(token.written()))
                    .withDetail(
                            "Value must be in the range %d to %d."
                                    .formatted(Integer.MIN_VALUE, Integer.MAX_VALUE))
                    .exception();
        }
    }

    private static SqlException tooShort(String message, String detail) {
        return SqlError.of(SqlCode.INVALID_DATETIME_FORMAT, message)
                .withDetail(detail)
                .withHint(
                        "If your source string is not fixed-width, try using the \"FM\" modifier.")
                .exception();
    }

    private boolean isOpen(Token token, int index) {
        if (!token.ordinal().isEmpty() || index + 1 == tokens.size()) {
            return true;
        }
        Token next = tokens.get(index + 1);
        return next.kind() == Kind.FIELD
                ? !next.isNumber()
                : !(next.written().length() == 1 && Character.isDigit(next.written().charAt(0)));
    }
}
