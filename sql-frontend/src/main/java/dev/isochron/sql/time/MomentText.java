package dev.isochron.sql.time;

import dev.isochron.protocol.value.Value;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Writes dates and times in ISO style, as PostgreSQL does.
public final class MomentText {

    private static final int FRACTION_DIGITS = 6;

    private MomentText() {}

    /// `2023-01-02`, `0044-03-15 BC`, `infinity`.
    public static String write(Value.Date date) {
        if (date.days() == Integer.MAX_VALUE) {
            return "infinity";
        }
        if (date.days() == Integer.MIN_VALUE) {
            return "-infinity";
        }
        StringBuilder text = new StringBuilder(13);
        LocalDate day = Days.date(date.days());
        appendDate(text, day);
        appendEra(text, day);
        return text.toString();
    }

    /// `03:04:05.123`.
    public static String write(Value.Time time) {
        StringBuilder text = new StringBuilder(15);
        appendTime(text, time.micros());
        return text.toString();
    }

    /// `2023-01-02 03:04:05`.
    public static String write(Value.LocalTimestamp timestamp) {
        String infinite = infinite(timestamp.micros());
        if (infinite != null) {
            return infinite;
        }
        StringBuilder text = new StringBuilder(26);
        LocalDate day = appendLocal(text, timestamp.micros(), ' ');
        appendEra(text, day);
        return text.toString();
    }

    /// `2023-01-02 03:04:05+01`, as clocks in the zone show it.
    public static String write(Value.UtcTimestamp timestamp, ZoneId zone) {
        return write(timestamp, zone, ' ', false);
    }

    /// As JSON has it: `2023-01-02T03:04:05+01:00`.
    public static String writeForJson(Value.UtcTimestamp timestamp, ZoneId zone) {
        return write(timestamp, zone, 'T', true);
    }

    /// As JSON has it: `2023-01-02T03:04:05`.
    public static String writeForJson(Value.LocalTimestamp timestamp) {
        return write(timestamp).replaceFirst(" ", "T");
    }

    private static String write(
            Value.UtcTimestamp timestamp, ZoneId zone, char separator, boolean minutes) {
        String infinite = infinite(timestamp.micros());
        if (infinite != null) {
            return infinite;
        }
        StringBuilder text = new StringBuilder(32);
        long offset = Days.offsetSeconds(timestamp.micros(), zone);
        long local = timestamp.micros() + offset * Days.MICROS_PER_SECOND;
        LocalDate day = appendLocal(text, local, separator);
        appendOffset(text, (int) offset);
        if (minutes && offset % 3600 == 0) {
            text.append(":00");
        }
        appendEra(text, day);
        return text.toString();
    }

    private static @Nullable String infinite(long micros) {
        if (micros == Long.MAX_VALUE) {
            return "infinity";
        }
        return micros == Long.MIN_VALUE ? "-infinity" : null;
    }

    private static LocalDate appendLocal(StringBuilder text, long micros, char separator) {
        LocalDate day = Days.date(Math.floorDiv(micros, Days.MICROS_PER_DAY));
        appendDate(text, day);
        text.append(separator);
        appendTime(text, Math.floorMod(micros, Days.MICROS_PER_DAY));
        return day;
    }

    private static void appendDate(StringBuilder text, LocalDate day) {
        int year = day.getYear() > 0 ? day.getYear() : 1 - day.getYear();
        String digits = Integer.toString(year);
        text.append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits);
        appendTwo(text.append('-'), day.getMonthValue());
        appendTwo(text.append('-'), day.getDayOfMonth());
    }

    private static void appendEra(StringBuilder text, LocalDate day) {
        if (day.getYear() <= 0) {
            text.append(" BC");
        }
    }

    /// Hours may be more than two digits.
    static void appendTime(StringBuilder text, long micros) {
        long seconds = micros / Days.MICROS_PER_SECOND;
        appendTwo(text, seconds / 3600);
        appendTwo(text.append(':'), seconds / 60 % 60);
        appendTwo(text.append(':'), seconds % 60);
        appendFraction(text, micros % Days.MICROS_PER_SECOND);
    }

    /// The fraction of a second without the zeros at its end.
    static void appendFraction(StringBuilder text, long micros) {
        if (micros != 0) {
            String digits = Long.toString(micros);
            text.append('.').append("0".repeat(FRACTION_DIGITS - digits.length())).append(digits);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
    }

    static void appendTwo(StringBuilder text, long number) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }

    /// `+01`, `-03:30`, `+05:30:15`.
    public static void appendOffset(StringBuilder text, int offsetSeconds) {
        int seconds = Math.abs(offsetSeconds);
        appendTwo(text.append(offsetSeconds < 0 ? '-' : '+'), seconds / 3600);
        if (seconds % 3600 != 0) {
            appendTwo(text.append(':'), seconds / 60 % 60);
        }
        if (seconds % 60 != 0) {
            appendTwo(text.append(':'), seconds % 60);
        }
    }
}
