package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.time.IntervalStyle;
import dev.isochron.sql.time.IntervalText;
import dev.isochron.sql.time.ZoneNames;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `AT TIME ZONE`, which is the function `timezone`.
final class ZoneFunctions {

    private static final Pattern OFFSET = Pattern.compile("([-+])(\\d{1,2})(?::?(\\d{2}))?");

    private static final int MAX_OFFSET_SECONDS = 16 * 3600 - 1;

    private ZoneFunctions() {}

    static void define(Definer to) {
        to.function(
                "timezone(text, timestamptz) timestamp",
                (in, env) -> Moments.toLocal((Value.UtcTimestamp) in[1], zone(Args.text(in[0]))));
        to.function(
                "timezone(text, timestamp) timestamptz",
                (in, env) -> Moments.toUtc((Value.LocalTimestamp) in[1], zone(Args.text(in[0]))));
        to.function(
                "timezone(interval, timestamptz) timestamp",
                (in, env) ->
                        Moments.toLocal((Value.UtcTimestamp) in[1], zone(Args.interval(in[0]))));
        to.function(
                "timezone(interval, timestamp) timestamptz",
                (in, env) ->
                        Moments.toUtc((Value.LocalTimestamp) in[1], zone(Args.interval(in[0]))));
    }

    /// The zone of a name.
    static ZoneId zone(String name) {
        return ZoneNames.find(name)
                .orElseThrow(() ->
                        SqlException.of(
                                SqlCode.INVALID_PARAMETER_VALUE,
                                "time zone \"" + name + "\" not recognized"));
    }

    /// The zone of a name; a number is how far it is to the east.
    static ZoneId zoneOrOffset(String name) {
        if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
            throw SqlError.of(
                            SqlCode.INVALID_PARAMETER_VALUE,
                            "invalid input syntax for type numeric time zone: \"" + name + "\"")
                    .withHint("Numeric time zones must have \"-\" or \"+\" as first character.")
                    .exception();
        }
        Matcher offset = OFFSET.matcher(name);
        if (!offset.matches()) {
            return zone(name);
        }
        int seconds = Integer.parseInt(offset.group(2)) * 3600 + number(offset.group(3)) * 60;
        if (seconds > MAX_OFFSET_SECONDS) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "numeric time zone \"" + name + "\" out of range");
        }
        return ZoneOffset.ofTotalSeconds(offset.group(1).equals("-") ? -seconds : seconds);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneId zone(CalendarInterval interval) {
        if (interval.months() != 0 || interval.days() != 0) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "interval time zone \""
                            + IntervalText.write(interval, IntervalStyle.POSTGRES)
                            + "\" must not include months or days");
        }
        try {
            return ZoneOffset.ofTotalSeconds(
                    Math.toIntExact(interval.micros() / Days.MICROS_PER_SECOND));
        } catch (DateTimeException | ArithmeticException _) {
            throw SqlException.of(
                    SqlCode.INVALID_TIME_ZONE_DISPLACEMENT, "time zone displacement out of range");
        }
    }
}
