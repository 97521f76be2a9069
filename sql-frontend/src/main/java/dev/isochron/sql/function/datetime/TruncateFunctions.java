package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/// Cuts off what is smaller than a unit: `date_trunc` and `date_bin`.
final class TruncateFunctions {

    private TruncateFunctions() {}

    static void define(Definer to) {
        to.function(
                "date_trunc(text, timestamp) timestamp",
                (in, env) ->
                        local(
                                unit(in),
                                (Value.LocalTimestamp) in[1],
                                "timestamp without time zone"));
        to.stable(
                "date_trunc(text, timestamptz) timestamptz",
                (in, env) -> inZone(unit(in), (Value.UtcTimestamp) in[1], env.format().zone()));
        to.stable(
                "date_trunc(text, timestamptz, text) timestamptz",
                (in, env) ->
                        inZone(
                                unit(in),
                                (Value.UtcTimestamp) in[1],
                                ZoneFunctions.zone(Args.text(in[2]))));
        to.function(
                "date_trunc(text, interval) interval",
                (in, env) -> interval(unit(in), Args.interval(in[1])));
        to.function("date_bin(interval, timestamp, timestamp) timestamp", (in, env) -> bin(in));
        to.function(
                "date_bin(interval, timestamptz, timestamptz) timestamptz", (in, env) -> bin(in));
    }

    private static String unit(Value[] in) {
        return Units.canonical(Args.text(in[0]).toLowerCase(Locale.ROOT));
    }

    private static Value.LocalTimestamp local(
            String unit, Value.LocalTimestamp timestamp, String type) {
        if (!Moments.isFinite(timestamp.micros())) {
            return timestamp;
        }
        return Moments.timestamp(cut(unit, timestamp.micros(), type));
    }

    private static Value inZone(String unit, Value.UtcTimestamp timestamp, ZoneId zone) {
        if (!Moments.isFinite(timestamp.micros())) {
            return timestamp;
        }
        String type = "timestamp with time zone";
        if (Units.isTime(unit)) {
            // Below an hour the offset stays what it is, even where a clock is put back.
            long offset = Days.offsetSeconds(timestamp.micros(), zone) * Days.MICROS_PER_SECOND;
            return Moments.timestampWithZone(cut(unit, timestamp.micros() + offset, type) - offset);
        }
        long local = cut(unit, Days.toLocal(timestamp.micros(), zone), type);
        return Moments.timestampWithZone(Days.toUtc(local, zone));
    }

    private static long cut(String unit, long micros, String type) {
        long size = sizeOf(unit);
        if (size > 0) {
            return Math.floorDiv(micros, size) * size;
        }
        LocalDate day = Days.date(Math.floorDiv(micros, Days.MICROS_PER_DAY));
        return (cut(unit, day, type).toEpochDay() - Days.EPOCH_DAYS) * Days.MICROS_PER_DAY;
    }

    private static long sizeOf(String unit) {
        return switch (unit) {
            case "microsecond" -> 1;
            case "millisecond" -> 1_000;
            case "second" -> Days.MICROS_PER_SECOND;
            case "minute" -> Days.MICROS_PER_MINUTE;
            case "hour" -> Days.MICROS_PER_HOUR;
            case "day" -> Days.MICROS_PER_DAY;
            default -> 0;
        };
    }

    private static LocalDate cut(String unit, LocalDate day, String type) {
        int year = day.getYear();
        return switch (unit) {
            case "week" -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case "month" -> day.withDayOfMonth(1);
            case "quarter" -> LocalDate.of(year, (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case "year" -> LocalDate.of(year, 1, 1);
            case "decade" -> LocalDate.of(Math.floorDiv(year, 10) * 10, 1, 1);
            case "century" -> LocalDate.of(Math.floorDiv(year - 1, 100) * 100 + 1, 1, 1);
            case "millennium" -> LocalDate.of(Math.floorDiv(year - 1, 1000) * 1000 + 1, 1, 1);
            default ->
                    throw Units.isKnown(unit)
                            ? FieldFunctions.unsupported(unit, type)
                            : FieldFunctions.unknown(unit, type);
        };
    }

    private static Value interval(String unit, CalendarInterval in) {
        long size = sizeOf(unit);
        if (size > 0 && !unit.equals("day")) {
            return new CalendarInterval(in.months(), in.days(), in.micros() / size * size);
        }
        return switch (unit) {
            case "day" -> new CalendarInterval(in.months(), in.days(), 0);
            case "month" -> new CalendarInterval(in.months(), 0, 0);
            case "quarter" -> months(in, 3);
            case "year" -> months(in, 12);
            case "decade" -> months(in, 120);
            case "century" -> months(in, 1_200);
            case "millennium" -> months(in, 12_000);
            default ->
                    throw Units.isKnown(unit)
                            ? FieldFunctions.unsupported(unit, "interval")
                            : FieldFunctions.unknown(unit, "interval");
        };
    }

    private static CalendarInterval months(CalendarInterval in, int size) {
        return new CalendarInterval(in.months() / size * size, 0, 0);
    }

    private static Value bin(Value[] in) {
        CalendarInterval stride = Args.interval(in[0]);
        if (stride.months() != 0) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "timestamps cannot be binned into intervals containing months or years");
        }
        long size = stride.days() * Days.MICROS_PER_DAY + stride.micros();
        if (size <= 0) {
            throw SqlException.of(
                    SqlCode.DATETIME_FIELD_OVERFLOW, "stride must be greater than zero");
        }
        long micros = MomentMath.microsOf(in[1]);
        if (!Moments.isFinite(micros)) {
            return in[1];
        }
        long origin = MomentMath.microsOf(in[2]);
        if (!Moments.isFinite(origin)) {
            throw SqlException.of(SqlCode.DATETIME_FIELD_OVERFLOW, "origin out of range");
        }
        long binned = origin + Math.floorDiv(micros - origin, size) * size;
        return in[1] instanceof Value.UtcTimestamp
                ? Moments.timestampWithZone(binned)
                : Moments.timestamp(binned);
    }
}
