package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.Floats;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.Refusal;
import java.time.DateTimeException;
import java.time.ZoneId;

/// Dates, times and intervals out of numbers.
final class MakeFunctions {

    private MakeFunctions() {}

    static void define(Definer to) {
        to.function("make_date(int4, int4, int4) date", (in, env) -> new Value.Date((int) day(in)));
        to.function("make_time(int4, int4, float8) time", (in, env) -> new Value.Time(time(in, 0)));
        String fields = "(int4, int4, int4, int4, int4, float8";
        to.function(
                "make_timestamp" + fields + ") timestamp",
                (in, env) -> Moments.timestamp(micros(in)));
        to.stable(
                "make_timestamptz" + fields + ") timestamptz",
                (in, env) -> inZone(in, env.format().zone()));
        to.function(
                "make_timestamptz" + fields + ", text) timestamptz",
                (in, env) -> inZone(in, ZoneFunctions.zoneOrOffset(Args.text(in[6]))));
        String[] parts = {"int4", "int4", "int4", "int4", "int4", "int4", "float8"};
        StringBuilder signature = new StringBuilder();
        to.nullable("make_interval() interval", Volatility.IMMUTABLE, MakeFunctions::interval);
        for (String part : parts) {
            signature.append(signature.isEmpty() ? "" : ", ").append(part);
            to.function("make_interval(" + signature + ") interval", MakeFunctions::interval);
        }
        to.function("to_timestamp(float8) timestamptz", (in, env) -> ofEpoch(Args.real(in[0])));
    }

    private static long day(Value[] in) {
        long year = Args.number(in[0]);
        long month = Args.number(in[1]);
        long day = Args.number(in[2]);
        try {
            long days =
                    Days.of(Math.toIntExact(year < 0 ? year + 1 : year), (int) month, (int) day);
            if (year != 0 && Days.isDate(days)) {
                return days;
            }
            if (year != 0) {
                throw SqlException.of(
                        SqlCode.DATETIME_FIELD_OVERFLOW,
                        "date out of range: %d-%02d-%02d".formatted(year, month, day));
            }
        } catch (DateTimeException | ArithmeticException _) {
            // Told below, with all three.
        }
        throw SqlException.of(
                SqlCode.DATETIME_FIELD_OVERFLOW,
                "date field value out of range: %d-%02d-%02d".formatted(year, month, day));
    }

    private static long time(Value[] in, int from) {
        long hour = Args.number(in[from]);
        long minute = Args.number(in[from + 1]);
        double second = Args.real(in[from + 2]);
        boolean isMidnight = hour == 24 && minute == 0 && second == 0;
        boolean fits =
                hour >= 0
                        && minute >= 0
                        && minute < 60
                        && second >= 0
                        && second <= 60
                        && (hour < 24 || isMidnight);
        if (!fits) {
            throw SqlException.of(
                    SqlCode.DATETIME_FIELD_OVERFLOW,
                    "time field value out of range: %d:%02d:%s"
                            .formatted(hour, minute, seconds(second)));
        }
        return hour * Days.MICROS_PER_HOUR
                + minute * Days.MICROS_PER_MINUTE
                + (long) Math.rint(second * Days.MICROS_PER_SECOND);
    }

    private static String seconds(double second) {
        String text = Floats.write(second, 0);
        return second >= 0 && second < 10 ? "0" + text : text;
    }

    private static long micros(Value[] in) {
        long days = day(in);
        long time = time(in, 3);
        if (Math.abs(days) > Long.MAX_VALUE / Days.MICROS_PER_DAY - 1) {
            throw Refusal.dateTimeOutOfRange("timestamp");
        }
        return days * Days.MICROS_PER_DAY + time;
    }

    private static Value inZone(Value[] in, ZoneId zone) {
        return Moments.toUtc(Moments.timestamp(micros(in)), zone);
    }

    private static Value interval(Value[] in, Env env) {
        long[] parts = new long[6];
        for (int i = 0; i < 6 && i < in.length; i++) {
            parts[i] = Args.number(in[i]);
        }
        double seconds = in.length > 6 ? Args.real(in[6]) : 0;
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw Refusal.dateTimeOutOfRange("interval");
        }
        try {
            return new CalendarInterval(
                    Math.toIntExact(parts[0] * 12 + parts[1]),
                    Math.toIntExact(parts[2] * 7 + parts[3]),
                    Math.addExact(
                            parts[4] * Days.MICROS_PER_HOUR + parts[5] * Days.MICROS_PER_MINUTE,
                            (long) Math.rint(seconds * Days.MICROS_PER_SECOND)));
        } catch (ArithmeticException _) {
            throw Refusal.dateTimeOutOfRange("interval");
        }
    }

    private static Value ofEpoch(double seconds) {
        if (Double.isNaN(seconds)) {
            throw SqlException.of(SqlCode.DATETIME_FIELD_OVERFLOW, "timestamp cannot be NaN");
        }
        if (Double.isInfinite(seconds)) {
            return seconds > 0 ? Value.UtcTimestamp.INFINITY : Value.UtcTimestamp.MINUS_INFINITY;
        }
        double micros = Math.rint((seconds - Days.EPOCH_SECONDS) * Days.MICROS_PER_SECOND);
        if (Math.abs(micros) >= Long.MAX_VALUE || !Days.isTimestamp((long) micros)) {
            throw SqlException.of(
                    SqlCode.DATETIME_FIELD_OVERFLOW,
                    "timestamp out of range: \"" + Floats.write(seconds, 0) + "\"");
        }
        return new Value.UtcTimestamp((long) micros);
    }
}
