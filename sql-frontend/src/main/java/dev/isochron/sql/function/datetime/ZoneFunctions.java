package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.time.ZoneNames;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// `AT TIME ZONE`, which is the function `timezone`.
final class ZoneFunctions {

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

    private static ZoneId zone(CalendarInterval interval) {
        if (interval.months() != 0 || interval.days() != 0) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE,
                    "interval time zone must not include months or days");
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
