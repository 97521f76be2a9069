package dev.isochron.sql.function.datetime;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.function.datetime.TemplateTokens.Token;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.Refusal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The fields that a template found in a text, and what they come to. Zero is the same as nothing,
/// as it is in PostgreSQL.
final class TemplateFields {

    private static final int MAX_ZONE_HOURS = 15;

    private enum Calendar {
        NONE,
        GREGORIAN,
        ISO
    }

    private final String text;
    private final Map<String, Long> values = new TreeMap<>();
    private Calendar calendar = Calendar.NONE;
    private boolean isHalfDay;
    private int yearDigits = 4;
    private int zoneSign;
    private int secondDigits = Modifier.MAX_SECOND_DIGITS;

    TemplateFields(String text) {
        this.text = text;
    }

    /// Notes of which calendar a field is.
    void setCalendar(boolean iso, boolean gregorian) {
        if (!iso && !gregorian) {
            return;
        }
        Calendar now = iso ? Calendar.ISO : Calendar.GREGORIAN;
        if (calendar != Calendar.NONE && calendar != now) {
            throw SqlError.of(
                            SqlCode.INVALID_DATETIME_FORMAT,
                            "invalid combination of date conventions")
                    .withHint(
                            "Do not mix Gregorian and ISO week date conventions in a formatting"
                                    + " template.")
                    .exception();
        }
        calendar = now;
    }

    /// Notes a value, which must not be another than before.
    void put(Token token, String field, long value) {
        isHalfDay |= field.equals("PM");
        long before = get(field);
        if (before != 0 && before != value) {
            throw SqlError.of(
                            SqlCode.INVALID_DATETIME_FORMAT,
                            "conflicting values for \"%s\" field in formatting string"
                                    .formatted(token.written()))
                    .withDetail(
                            "This value contradicts a previous setting for the same field type.")
                    .exception();
        }
        values.put(field, value);
    }

    /// Notes a number under the name of what it counts.
    ///
    /// @param digits how many characters it has in the text
    void putNumber(Token token, long value, int digits) {
        switch (token.field()) {
            case "HH", "HH12" -> {
                isHalfDay = true;
                put(token, "HH", value);
            }
            case "HH24" -> put(token, "HH", value);
            case "SSSS", "SSSSS" -> put(token, "SSSS", value);
            case "IDDD" -> put(token, "DDD", value);
            case "IW" -> put(token, "WW", value);
            case "ID" -> put(token, "D", value >= 7 ? 1 : value + 1);
            case "YYYY", "IYYY" -> putYear(token, value, 4);
            case "YYY", "IYY" -> putYear(token, digits < 4 ? fullYear(value) : value, 3);
            case "YY", "IY" -> putYear(token, digits < 4 ? fullYear(value) : value, 2);
            case "Y", "I" -> putYear(token, digits < 4 ? fullYear(value) : value, 1);
            case "Q" -> {}
            case "TZM" -> {
                zoneSign = zoneSign == 0 ? 1 : zoneSign;
                put(token, "TZM", value);
            }
            default -> put(token, token.field(), value);
        }
    }

    /// Notes on which side of UTC it is.
    void putSign(boolean negative) {
        zoneSign = negative ? -1 : 1;
    }

    private void putYear(Token token, long year, int digits) {
        put(token, "YYYY", year);
        yearDigits = digits;
    }

    /// Short years are those nearest to 2020.
    private static long fullYear(long value) {
        if (value < 70) {
            return value + 2000;
        }
        if (value < 100) {
            return value + 1900;
        }
        return value < 520 ? value + 2000 : value < 1000 ? value + 1000 : value;
    }

    private long get(String field) {
        return values.getOrDefault(field, 0L);
    }

    /// The day, of which the clock has been looked at as well.
    LocalDate day() {
        var _ = microsOfDay();
        try {
            return date();
        } catch (DateTimeException | ArithmeticException _) {
            throw Refusal.fieldOutOfRange(text);
        }
    }

    private LocalDate date() {
        int year = Math.toIntExact(year());
        if (get("J") != 0) {
            LocalDate julian = LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, get("J"));
            return withMonthAndDay(julian);
        }
        if (get("WW") != 0 && calendar == Calendar.ISO) {
            LocalDate first = mondayOf(year).plusWeeks(get("WW") - 1);
            // Sunday is 1 here, and the last day of its week.
            long day = get("D");
            return first.plusDays(day == 0 ? 0 : day == 1 ? 6 : day - 2);
        }
        long dayOfYear = get("WW") != 0 ? (get("WW") - 1) * 7 + 1 : get("DDD");
        long day = get("W") != 0 ? (get("W") - 1) * 7 + 1 : get("DD");
        if (dayOfYear != 0 && (get("MM") <= 1 || day <= 1)) {
            return ofDayOfYear(year, dayOfYear, day);
        }
        return LocalDate.of(
                year,
                Math.toIntExact(get("MM") == 0 ? 1 : get("MM")),
                Math.toIntExact(day == 0 ? 1 : day));
    }

    private LocalDate withMonthAndDay(LocalDate date) {
        LocalDate inMonth = get("MM") == 0 ? date : date.withMonth(Math.toIntExact(get("MM")));
        return get("DD") == 0 ? inMonth : inMonth.withDayOfMonth(Math.toIntExact(get("DD")));
    }

    private LocalDate ofDayOfYear(int year, long dayOfYear, long day) {
        if (year == 0 && get("BC") == 0) {
            throw SqlException.of(
                    SqlCode.INVALID_DATETIME_FORMAT,
                    "cannot calculate day of year without year information");
        }
        if (calendar == Calendar.ISO) {
            return mondayOf(year).plusDays(dayOfYear - 1);
        }
        LocalDate date = LocalDate.ofYearDay(year, Math.toIntExact(dayOfYear));
        LocalDate inMonth = get("MM") <= 1 ? date : date.withMonth(Math.toIntExact(get("MM")));
        return day <= 1 ? inMonth : inMonth.withDayOfMonth(Math.toIntExact(day));
    }

    private static LocalDate mondayOf(int isoYear) {
        return LocalDate.of(isoYear, 1, 4)
                .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1)
                .with(DayOfWeek.MONDAY);
    }

    /// Before Christ there is a year 0, which is written as 1.
    private long year() {
        boolean before = get("BC") != 0;
        long century = before ? -get("CC") : get("CC");
        long year = get("YYYY");
        if (year == 0) {
            return century == 0 ? 0 : century > 0 ? (century - 1) * 100 + 1 : century * 100 + 1;
        }
        if (century == 0 || yearDigits > 2) {
            long signed = before ? -year : year;
            return signed < 0 ? signed + 1 : signed;
        }
        long within = year % 100;
        if (within == 0) {
            return century * 100 + (century >= 0 ? 0 : 1);
        }
        return century > 0 ? within + (century - 1) * 100 : (century + 1) * 100 - within + 1;
    }

    /// The time of day.
    long microsOfDay() {
        long seconds = get("SSSS");
        long hour = get("HH") != 0 ? get("HH") : seconds / 3600;
        long minute = get("MI") != 0 ? get("MI") : seconds % 3600 / 60;
        long second = get("SS") != 0 ? get("SS") : seconds % 60;
        if (isHalfDay) {
            if (hour < 1 || hour > 12) {
                throw SqlError.of(
                                SqlCode.INVALID_DATETIME_FORMAT,
                                "hour \"" + hour + "\" is invalid for the 12-hour clock")
                        .withHint("Use the 24-hour clock, or give an hour between 1 and 12.")
                        .exception();
            }
            hour = hour % 12 + (get("PM") != 0 ? 12 : 0);
        }
        long fraction = get("MS") * 1000 + get("US");
        boolean isTime =
                isWithin(hour, 24)
                        && isWithin(minute, 60)
                        && isWithin(second, 60)
                        && isWithin(fraction, Days.MICROS_PER_SECOND);
        if (!isTime) {
            throw Refusal.fieldOutOfRange(text);
        }
        return hour * Days.MICROS_PER_HOUR
                + minute * Days.MICROS_PER_MINUTE
                + second * Days.MICROS_PER_SECOND
                + fraction;
    }

    private static boolean isWithin(long value, long end) {
        return value >= 0 && value < end;
    }

    /// Notes to how many digits of a second it is rounded.
    void setSecondDigits(int digits) {
        secondDigits = digits;
    }

    /// How many digits a second has.
    int secondDigits() {
        return secondDigits;
    }

    /// How far from UTC, or null if the text did not say so.
    @Nullable Integer offsetSeconds() {
        if (zoneSign == 0) {
            return null;
        }
        if (!isWithin(get("TZH"), MAX_ZONE_HOURS + 1) || !isWithin(get("TZM"), 60)) {
            throw SqlException.of(
                    SqlCode.INVALID_TIME_ZONE_DISPLACEMENT,
                    "time zone displacement out of range: \"" + text + "\"");
        }
        return Math.toIntExact(zoneSign * (get("TZH") * 3600 + get("TZM") * 60));
    }
}
