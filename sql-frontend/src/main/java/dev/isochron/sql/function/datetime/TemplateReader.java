package dev.isochron.sql.function.datetime;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.function.datetime.TemplateTokens.Token;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads dates by a template: `to_date`, `to_timestamp`.
final class TemplateReader {

    private final String text;
    private final Map<String, Long> fields = new TreeMap<>();
    private int at;
    private boolean afternoon;
    private boolean hasHalf;
    private boolean beforeChrist;
    private @Nullable Integer offsetSeconds;
    private long micros;

    private TemplateReader(String text) {
        this.text = text;
    }

    /// What was read.
    ///
    /// @param offsetSeconds how far from UTC, if the text said so
    record Read(LocalDate day, long microsOfDay, @Nullable Integer offsetSeconds) {}

    static Read read(String text, String template) {
        TemplateReader reader = new TemplateReader(text);
        List<Token> tokens = TemplateTokens.of(template);
        for (int i = 0; i < tokens.size() && reader.at < text.length(); i++) {
            reader.take(tokens.get(i), i + 1 < tokens.size() ? tokens.get(i + 1) : null);
        }
        return reader.result();
    }

    private void take(Token token, @Nullable Token next) {
        if (token.field().isEmpty()) {
            skipText(token);
            return;
        }
        skipBlanks();
        switch (token.field()) {
            case "MONTH", "MON" -> put("MM", name(Template.MONTHS, token) + 1L);
            case "DAY", "DY" -> name(Template.DAYS, token);
            case "RM" -> put("MM", roman(token));
            case "AM", "PM", "A.M.", "P.M." -> takeHalf(token);
            case "AD", "BC", "A.D.", "B.C." -> takeEra(token);
            case "TZH", "TZM", "TZ", "OF" -> takeZone(token);
            case "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> takeFraction(token);
            case "Y,YYY" -> takeThousands();
            default -> put(token.field(), number(token, next));
        }
        if (!token.ordinal().isEmpty()) {
            at = Math.min(text.length(), at + 2);
        }
    }

    private void put(String field, long value) {
        fields.put(field, value);
    }

    /// What is between fields in the template passes over as much of the text.
    private void skipText(Token token) {
        boolean isSeparator =
                token.written().chars().noneMatch(Character::isLetterOrDigit) && !token.fills();
        if (isSeparator) {
            while (at < text.length()
                    && !Character.isLetterOrDigit(text.charAt(at))
                    && text.charAt(at) != '-'
                    && text.charAt(at) != '+') {
                at++;
            }
            boolean isSign = at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
            if (at < text.length() && text.charAt(at) == '-' && isSign) {
                at++;
            }
        } else {
            at = Math.min(text.length(), at + token.written().length());
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static int width(String field) {
        return switch (field) {
            case "YYYY", "IYYY" -> 4;
            case "YYY", "IYY", "DDD", "IDDD" -> 3;
            case "Y", "I", "D", "ID", "W", "Q" -> 1;
            case "SSSS", "SSSSS" -> 5;
            case "J" -> 7;
            default -> 2;
        };
    }

    private long number(Token token, @Nullable Token next) {
        boolean isOpen =
                token.fills()
                        || next == null
                        || (next.field().isEmpty() && !next.written().isEmpty());
        int most = isOpen ? 9 : width(token.field());
        int from = at;
        int to = from;
        if (to < text.length() && (text.charAt(to) == '-' || text.charAt(to) == '+')) {
            to++;
        }
        while (to < text.length() && to - from < most && Character.isDigit(text.charAt(to))) {
            to++;
        }
        try {
            long value = Long.parseLong(text.substring(from, to));
            at = to;
            return token.field().startsWith("Y") || token.field().startsWith("I")
                    ? fullYear(token.field(), value, to - from)
                    : value;
        } catch (NumberFormatException _) {
            throw invalid(token);
        }
    }

    /// Short years are those nearest to 2020.
    private static long fullYear(String field, long value, int digits) {
        if (field.equals("ID")
                || field.equals("IW")
                || field.equals("IDDD")
                || digits >= 4
                || value < 0) {
            return value;
        }
        if (field.endsWith("YYYY")) {
            return value;
        }
        if (value < 70) {
            return value + 2000;
        }
        if (value < 100) {
            return value + 1900;
        }
        return value < 520 ? value + 2000 : value + 1000;
    }

    private SqlException invalid(Token token) {
        String rest = text.substring(at, Math.min(text.length(), at + width(token.field())));
        return SqlError.of(
                        SqlCode.INVALID_DATETIME_FORMAT,
                        "invalid value \"" + rest + "\" for \"" + token.written() + "\"")
                .withDetail("Value must be an integer.")
                .exception();
    }

    private int name(List<String> names, Token token) {
        String rest = text.substring(at).toLowerCase(Locale.ROOT);
        boolean isShort = token.field().length() <= 3 && !token.field().equals("DAY");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).toLowerCase(Locale.ROOT);
            String wanted = isShort ? name.substring(0, 3) : name;
            if (rest.startsWith(wanted)) {
                at += wanted.length();
                return i;
            }
        }
        String shown = rest.length() > 3 ? text.substring(at, at + 3) : text.substring(at);
        throw SqlError.of(
                        SqlCode.INVALID_DATETIME_FORMAT,
                        "invalid value \"" + shown + "\" for \"" + token.written() + "\"")
                .withDetail(
                        "The given value did not match any of the allowed values for this field.")
                .exception();
    }

    private long roman(Token token) {
        List<String> longestFirst = new ArrayList<>(Template.ROMAN);
        longestFirst.sort((a, b) -> b.length() - a.length());
        String rest = text.substring(at).toUpperCase(Locale.ROOT);
        for (String roman : longestFirst) {
            if (rest.startsWith(roman)) {
                at += roman.length();
                return Template.ROMAN.indexOf(roman) + 1L;
            }
        }
        throw invalid(token);
    }

    private void takeHalf(Token token) {
        String rest = text.substring(at).toUpperCase(Locale.ROOT);
        hasHalf = true;
        afternoon = rest.startsWith("P");
        at = Math.min(text.length(), at + token.field().length());
    }

    private void takeEra(Token token) {
        beforeChrist = text.substring(at).toUpperCase(Locale.ROOT).startsWith("B");
        at = Math.min(text.length(), at + token.field().length());
    }

    private void takeZone(Token token) {
        if (token.field().equals("TZM")) {
            int minutes = (int) number(token, token) * 60;
            int hours = offsetSeconds == null ? 0 : offsetSeconds;
            offsetSeconds = hours < 0 ? hours - minutes : hours + minutes;
        } else if (token.field().equals("TZH")) {
            offsetSeconds = (int) number(token, token) * 3600;
        } else {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "formatting field \"" + token.written() + "\" is only supported in to_char");
        }
    }

    private void takeFraction(Token token) {
        int most =
                token.field().equals("MS")
                        ? 3
                        : token.field().equals("US") ? 6 : token.field().charAt(2) - '0';
        int to = at;
        while (to < text.length() && to - at < most && Character.isDigit(text.charAt(to))) {
            to++;
        }
        if (to == at) {
            throw invalid(token);
        }
        String digits = text.substring(at, to);
        micros += Long.parseLong(digits + "0".repeat(6 - digits.length()));
        at = to;
    }

    private void takeThousands() {
        int comma = text.indexOf(',', at);
        int end = Math.min(text.length(), comma + 4);
        try {
            put("YYYY", Long.parseLong(text.substring(at, comma) + text.substring(comma + 1, end)));
            at = end;
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            throw SqlException.of(
                    SqlCode.INVALID_DATETIME_FORMAT, "invalid input string for \"Y,YYY\"");
        }
    }

    private Read result() {
        try {
            return new Read(day(), clock(), offsetSeconds);
        } catch (DateTimeException | ArithmeticException _) {
            throw Refusal.fieldOutOfRange(text);
        }
    }

    private long value(String field, long otherwise) {
        Long value = fields.get(field);
        return value == null ? otherwise : value;
    }

    private LocalDate day() {
        if (fields.containsKey("J")) {
            return LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, value("J", 0));
        }
        long iso = value("IYYY", value("IYY", value("IY", value("I", 0))));
        if (iso != 0) {
            return LocalDate.of((int) iso, 1, 4)
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, value("IW", 1))
                    .with(ChronoField.DAY_OF_WEEK, value("ID", 1));
        }
        long year = value("YYYY", value("YYY", value("YY", value("Y", 0))));
        if (fields.containsKey("CC") && year == 0) {
            year = (value("CC", 1) - 1) * 100 + 1;
        }
        // No year at all is the year 1 BC to PostgreSQL.
        int proleptic = Math.toIntExact(beforeChrist ? 1 - year : year < 0 ? year + 1 : year);
        if (fields.containsKey("DDD")) {
            return LocalDate.ofYearDay(proleptic, (int) value("DDD", 1));
        }
        if (fields.containsKey("WW")) {
            return LocalDate.of(proleptic, 1, 1).plusDays((value("WW", 1) - 1) * 7);
        }
        long month = value("MM", 1);
        return LocalDate.of(proleptic, (int) month, (int) value("DD", 1));
    }

    private long clock() {
        long seconds = value("SSSS", value("SSSSS", -1));
        if (seconds >= 0) {
            return seconds * Days.MICROS_PER_SECOND + micros;
        }
        long hour = value("HH24", -1);
        if (hour < 0) {
            hour = value("HH12", value("HH", 0));
            boolean hasHour = fields.containsKey("HH12") || fields.containsKey("HH");
            if (hasHour && (hour < 1 || hour > 12)) {
                throw SqlError.of(
                                SqlCode.INVALID_DATETIME_FORMAT,
                                "hour \"" + hour + "\" is invalid for the 12-hour clock")
                        .withHint("Use the 24-hour clock, or give an hour between 1 and 12.")
                        .exception();
            }
            hour = hasHour && (hasHalf || hour == 12) ? hour % 12 + (afternoon ? 12 : 0) : hour;
        }
        long minute = value("MI", 0);
        long second = value("SS", 0);
        if (hour > 24 || minute > 59 || second > 59) {
            throw Refusal.fieldOutOfRange(text);
        }
        return hour * Days.MICROS_PER_HOUR
                + minute * Days.MICROS_PER_MINUTE
                + second * Days.MICROS_PER_SECOND
                + micros;
    }
}
