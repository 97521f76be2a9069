package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.function.datetime.TemplateTokens.Token;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.time.Days;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.List;
import java.util.Locale;

/// Writes dates by a template: `to_char`.
final class Template {

    static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");

    static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    static final List<String> ROMAN =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");

    /// Fields that an interval does not have.
    private static final List<String> OF_DAYS =
            List.of(
                    "MONTH", "MON", "DAY", "DY", "D", "ID", "TZ", "TZH", "TZM", "OF", "AD", "BC",
                    "A.D.", "B.C.");

    private static final int LONGEST_NAME = 9;
    private static final int LONGEST_ROMAN = 4;

    private final TemplateMoment moment;

    private Template(TemplateMoment moment) {
        this.moment = moment;
    }

    static Value write(String template, TemplateMoment moment) {
        StringBuilder text = new StringBuilder();
        Template writer = new Template(moment);
        for (Token token : TemplateTokens.of(template)) {
            text.append(token.field().isEmpty() ? token.written() : writer.shown(token));
        }
        return Args.of(text.toString());
    }

    private String shown(Token token) {
        if (moment.isInterval() && OF_DAYS.contains(token.field())) {
            throw SqlError.of(
                            SqlCode.INVALID_DATETIME_FORMAT,
                            "invalid format specification for an interval value")
                    .withHint("Intervals are not tied to specific calendar dates.")
                    .exception();
        }
        String text = field(token);
        boolean isNumber =
                !token.ordinal().isEmpty()
                        && !text.isEmpty()
                        && Character.isDigit(text.charAt(text.length() - 1));
        return isNumber ? text + ordinal(text, token.ordinal()) : text;
    }

    /// `st`, `nd`, `rd` or `th`.
    static String ordinal(String number, String as) {
        int length = number.length();
        boolean isTeen = length > 1 && number.charAt(length - 2) == '1';
        String ending =
                isTeen
                        ? "th"
                        : switch (number.charAt(length - 1)) {
                            case '1' -> "st";
                            case '2' -> "nd";
                            case '3' -> "rd";
                            default -> "th";
                        };
        return as.equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending;
    }

    private String field(Token token) {
        return switch (token.field()) {
            case "MONTH", "MON", "DAY", "DY", "RM" -> name(token);
            case "AM", "PM", "A.M.", "P.M." -> half(token);
            case "AD", "BC", "A.D.", "B.C." -> era(token);
            case "TZ", "OF", "TZH", "TZM" -> zone(token);
            case "HH", "HH12", "HH24", "MI", "SS", "MS", "US", "SSSS", "SSSSS" -> clock(token);
            case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" ->
                    "%06d".formatted(moment.fraction()).substring(0, token.field().charAt(2) - '0');
            default -> date(token);
        };
    }

    private static String number(Token token, long number, int digits) {
        if (token.fills()) {
            return Long.toString(number);
        }
        return ("%0" + (number < 0 ? digits + 1 : digits) + "d").formatted(number);
    }

    private String clock(Token token) {
        long hour = moment.hour();
        return switch (token.field()) {
            case "HH24" -> number(token, hour, 2);
            case "HH", "HH12" -> number(token, hour % 12 == 0 ? 12 : hour % 12, 2);
            case "MI" -> number(token, moment.minute(), 2);
            case "SS" -> number(token, moment.second(), 2);
            case "MS" -> "%03d".formatted(moment.fraction() / 1000);
            case "US" -> "%06d".formatted(moment.fraction());
            default -> Long.toString(moment.micros() / Days.MICROS_PER_SECOND);
        };
    }

    private String date(Token token) {
        TemplateMoment.Parts parts = moment.parts();
        long year = parts.year();
        return switch (token.field()) {
            case "YYYY" -> number(token, year, 4);
            case "YYY" -> number(token, year % 1000, 3);
            case "YY" -> number(token, year % 100, 2);
            case "Y" -> number(token, year % 10, 1);
            case "Y,YYY" -> year / 1000 + ",%03d".formatted(year % 1000);
            case "IYYY" -> number(token, isoYear(), 4);
            case "IYY" -> number(token, isoYear() % 1000, 3);
            case "IY" -> number(token, isoYear() % 100, 2);
            case "I" -> number(token, isoYear() % 10, 1);
            case "MM" -> number(token, parts.month(), 2);
            case "DD" ->
                    token.fills()
                            ? Long.toString(parts.dayOfMonth())
                            : "%02d".formatted(parts.dayOfMonth());
            case "DDD" -> number(token, moment.dayOfYear(), 3);
            case "IDDD" -> number(token, isoDayOfYear(), 3);
            case "D" -> Long.toString(moment.day().getDayOfWeek().getValue() % 7 + 1L);
            case "ID" -> Long.toString(moment.day().getDayOfWeek().getValue());
            case "W" -> Long.toString((parts.dayOfMonth() - 1) / 7 + 1);
            case "WW" -> number(token, (moment.dayOfYear() - 1) / 7 + 1, 2);
            case "IW" -> number(token, moment.day().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case "Q" -> parts.month() == 0 ? "" : Long.toString((parts.month() - 1) / 3 + 1);
            case "CC" -> number(token, century(), 2);
            case "J" -> Long.toString(moment.day().getLong(JulianFields.JULIAN_DAY));
            default -> throw new IllegalArgumentException("no field " + token.field());
        };
    }

    private long century() {
        if (moment.isInterval()) {
            return moment.parts().year() / 100;
        }
        long year = moment.day().getYear();
        return year > 0 ? (year - 1) / 100 + 1 : year / 100 - 1;
    }

    private long isoYear() {
        long year = moment.day().get(IsoFields.WEEK_BASED_YEAR);
        return year > 0 ? year : 1 - year;
    }

    private long isoDayOfYear() {
        return (moment.day().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1) * 7L
                + moment.day().getDayOfWeek().getValue();
    }

    private String name(Token token) {
        long month = moment.parts().month();
        if (month == 0 && !token.field().startsWith("D")) {
            return "";
        }
        return switch (token.field()) {
            case "MONTH" -> cased(token, MONTHS.get((int) month - 1), LONGEST_NAME);
            case "MON" -> cased(token, MONTHS.get((int) month - 1).substring(0, 3), 0);
            case "RM" -> {
                String roman = ROMAN.get((int) month - 1);
                String shown =
                        token.written().equals("RM") ? roman : roman.toLowerCase(Locale.ROOT);
                yield token.fills() ? shown : padded(shown, LONGEST_ROMAN);
            }
            case "DAY" -> cased(token, dayName(), LONGEST_NAME);
            default -> cased(token, dayName().substring(0, 3), 0);
        };
    }

    private String dayName() {
        return DAYS.get(moment.day().getDayOfWeek().getValue() - 1);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// Upper, capital or lower, as the field is written.
    private static String cased(Token token, String name, int width) {
        String written = token.written();
        String shown;
        if (Character.isLowerCase(written.charAt(0))) {
            shown = name.toLowerCase(Locale.ROOT);
        } else {
            shown = Character.isLowerCase(written.charAt(1)) ? name : name.toUpperCase(Locale.ROOT);
        }
        return token.fills() ? shown : padded(shown, width);
    }

    private String half(Token token) {
        boolean after = Math.floorMod(moment.hour(), 24) >= 12;
        String text = token.field().length() == 2 ? (after ? "PM" : "AM") : after ? "P.M." : "A.M.";
        return lowerIfWritten(token, text);
    }

    private String era(Token token) {
        boolean before = moment.isBeforeChrist();
        String text =
                token.field().length() == 2 ? (before ? "BC" : "AD") : before ? "B.C." : "A.D.";
        return lowerIfWritten(token, text);
    }

    private static String lowerIfWritten(Token token, String text) {
        return Character.isLowerCase(token.written().charAt(0))
                ? text.toLowerCase(Locale.ROOT)
                : text;
    }

    private String zone(Token token) {
        int offset = moment.offsetSeconds();
        int minutes = Math.abs(offset) / 60 % 60;
        return switch (token.field()) {
            case "TZ" -> lowerIfWritten(token, moment.zoneName());
            case "TZH" -> (offset < 0 ? "-" : "+") + "%02d".formatted(Math.abs(offset) / 3600);
            case "TZM" -> "%02d".formatted(minutes);
            default ->
                    (offset < 0 ? "-" : "+")
                            + "%02d".formatted(Math.abs(offset) / 3600)
                            + (minutes == 0 ? "" : ":%02d".formatted(minutes));
        };
    }
}
