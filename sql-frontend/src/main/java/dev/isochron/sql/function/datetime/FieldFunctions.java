package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;

/// Single fields of dates, times and intervals: `extract` and `date_part`.
final class FieldFunctions {

    private static final long EPOCH_JULIAN = 2_451_545;

    private FieldFunctions() {}

    /// What a field of a value is.
    private interface Field {
        Value of(String unit, Value value, Env env);
    }

    static void define(Definer to) {
        field(to, "date", Volatility.IMMUTABLE, FieldFunctions::ofDate);
        field(to, "time", Volatility.IMMUTABLE, FieldFunctions::ofTime);
        field(to, "timestamp", Volatility.IMMUTABLE, FieldFunctions::ofLocal);
        field(to, "timestamptz", Volatility.STABLE, FieldFunctions::ofInstant);
        field(to, "interval", Volatility.IMMUTABLE, FieldFunctions::ofInterval);
        for (String type : List.of("date", "timestamp", "timestamptz")) {
            to.function(
                    "isfinite(%s) bool".formatted(type), (in, env) -> Args.bool(isFinite(in[0])));
        }
    }

    private static void field(Definer to, String type, Volatility volatility, Field field) {
        String extract = "extract(text, %s) numeric".formatted(type);
        String part = "date_part(text, %s) float8".formatted(type);
        if (volatility == Volatility.STABLE) {
            to.stable(extract, (in, env) -> field.of(unit(in), in[1], env));
            to.stable(part, (in, env) -> real(field.of(unit(in), in[1], env)));
        } else if (type.equals("date")) {
            // `date_part` of a date is that of its midnight.
            to.function(extract, (in, env) -> field.of(unit(in), in[1], env));
            to.function(
                    part,
                    (in, env) -> real(ofLocal(unit(in), Moments.startOf((Value.Date) in[1]), env)));
        } else {
            to.function(extract, (in, env) -> field.of(unit(in), in[1], env));
            to.function(part, (in, env) -> real(field.of(unit(in), in[1], env)));
        }
    }

    private static Value real(Value value) {
        return value.isNull() ? value : new Value.Float8(Numbers.toDouble(value));
    }

    /// The unit in the singular.
    static String unit(Value[] in) {
        return Units.canonical(Args.text(in[0]).toLowerCase(Locale.ROOT));
    }

    private static boolean isFinite(Value value) {
        return value instanceof Value.Date(int days)
                ? days != Integer.MAX_VALUE && days != Integer.MIN_VALUE
                : Moments.isFinite(MomentMath.microsOf(value));
    }

    private static Value whole(long number) {
        return new Numeric.Finite(BigDecimal.valueOf(number));
    }

    private static Value micros(long number, int scale) {
        return new Numeric.Finite(BigDecimal.valueOf(number, scale));
    }

    static SqlException unknown(String unit, String type) {
        return SqlException.of(
                SqlCode.INVALID_PARAMETER_VALUE,
                "unit \"" + unit + "\" not recognized for type " + type);
    }

    static SqlException unsupported(String unit, String type) {
        return SqlException.of(
                SqlCode.FEATURE_NOT_SUPPORTED,
                "unit \"" + unit + "\" not supported for type " + type);
    }

    private static Value ofDate(String unit, Value value, Env env) {
        Value.Date date = (Value.Date) value;
        if (Units.isTime(unit) || unit.startsWith("timezone")) {
            throw unsupported(unit, "date");
        }
        if (!isFinite(value)) {
            return ofInfinity(unit, date.days() > 0, "date");
        }
        if (unit.equals("epoch")) {
            return whole(((long) date.days() + Days.EPOCH_DAYS) * 86_400);
        }
        if (unit.equals("julian")) {
            return whole(date.days() + EPOCH_JULIAN);
        }
        return ofDay(unit, Days.date(date.days()), "date");
    }

    private static Value ofInfinity(String unit, boolean positive, String type) {
        return switch (unit) {
            case "year", "decade", "century", "millennium", "julian", "isoyear", "epoch" ->
                    positive ? Numeric.Special.INFINITY : Numeric.Special.MINUS_INFINITY;
            case "microsecond",
                    "millisecond",
                    "second",
                    "minute",
                    "hour",
                    "day",
                    "month",
                    "quarter",
                    "week",
                    "dow",
                    "isodow",
                    "doy",
                    "timezone",
                    "timezone_hour",
                    "timezone_minute" ->
                    Value.Null.NULL;
            default -> throw unknown(unit, type);
        };
    }

    private static Value ofDay(String unit, LocalDate day, String type) {
        int year = day.getYear();
        return switch (unit) {
            case "day" -> whole(day.getDayOfMonth());
            case "month" -> whole(day.getMonthValue());
            case "quarter" -> whole((day.getMonthValue() - 1) / 3 + 1L);
            case "year" -> whole(year > 0 ? year : year - 1L);
            case "decade" -> whole(Math.floorDiv(year, 10));
            case "century" -> whole(year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100));
            case "millennium" ->
                    whole(year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000));
            case "isoyear" -> {
                int iso = day.get(IsoFields.WEEK_BASED_YEAR);
                yield whole(iso > 0 ? iso : iso - 1L);
            }
            case "week" -> whole(day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case "dow" -> whole(day.getDayOfWeek().getValue() % 7);
            case "isodow" -> whole(day.getDayOfWeek().getValue());
            case "doy" -> whole(day.getDayOfYear());
            default -> throw unknown(unit, type);
        };
    }

    private static Value ofClock(String unit, long micros) {
        return switch (unit) {
            case "microsecond" -> whole(micros % Days.MICROS_PER_MINUTE);
            case "millisecond" -> micros(micros % Days.MICROS_PER_MINUTE, 3);
            case "second" -> micros(micros % Days.MICROS_PER_MINUTE, 6);
            case "minute" -> whole(micros / Days.MICROS_PER_MINUTE % 60);
            default -> whole(micros / Days.MICROS_PER_HOUR);
        };
    }

    private static Value ofTime(String unit, Value value, Env env) {
        long micros = ((Value.Time) value).micros();
        if (Units.isTime(unit)) {
            return ofClock(unit, micros);
        }
        if (unit.equals("epoch")) {
            return micros(micros, 6);
        }
        throw Units.isKnown(unit)
                ? unsupported(unit, "time without time zone")
                : unknown(unit, "time without time zone");
    }

    private static Value ofLocal(String unit, Value value, Env env) {
        return ofTimestamp(
                unit, ((Value.LocalTimestamp) value).micros(), "timestamp without time zone");
    }

    private static Value ofTimestamp(String unit, long micros, String type) {
        if (unit.startsWith("timezone")) {
            throw unsupported(unit, type);
        }
        if (!Moments.isFinite(micros)) {
            return ofInfinity(unit, micros > 0, type);
        }
        long clock = Math.floorMod(micros, Days.MICROS_PER_DAY);
        long day = Math.floorDiv(micros, Days.MICROS_PER_DAY);
        if (Units.isTime(unit)) {
            return ofClock(unit, clock);
        }
        return switch (unit) {
            case "epoch" -> epoch(micros);
            case "julian" -> julian(day, clock);
            default -> ofDay(unit, Days.date(day), type);
        };
    }

    private static Value epoch(long micros) {
        BigDecimal seconds =
                BigDecimal.valueOf(micros, 6).add(BigDecimal.valueOf(Days.EPOCH_SECONDS));
        return new Numeric.Finite(seconds);
    }

    private static Value julian(long day, long clock) {
        BigDecimal part =
                BigDecimal.valueOf(clock)
                        .divide(BigDecimal.valueOf(Days.MICROS_PER_DAY), 20, RoundingMode.HALF_UP);
        return new Numeric.Finite(BigDecimal.valueOf(day + EPOCH_JULIAN).add(part));
    }

    private static Value ofInstant(String unit, Value value, Env env) {
        long utc = ((Value.UtcTimestamp) value).micros();
        String type = "timestamp with time zone";
        if (!Moments.isFinite(utc)) {
            return ofInfinity(unit, utc > 0, type);
        }
        long offset = Days.offsetSeconds(utc, env.format().zone());
        return switch (unit) {
            case "epoch" -> epoch(utc);
            case "timezone" -> whole(offset);
            case "timezone_hour" -> whole(offset / 3600);
            case "timezone_minute" -> whole(offset / 60 % 60);
            default -> ofTimestamp(unit, utc + offset * Days.MICROS_PER_SECOND, type);
        };
    }

    private static Value ofInterval(String unit, Value value, Env env) {
        CalendarInterval in = Args.interval(value);
        long years = in.months() / 12;
        if (Units.isTime(unit)) {
            return ofClock(unit, in.micros());
        }
        return switch (unit) {
            case "day" -> whole(in.days());
            case "month" -> whole(in.months() % 12);
            case "quarter" -> whole(in.months() % 12 / 3 + 1L);
            case "year" -> whole(years);
            case "decade" -> whole(years / 10);
            case "century" -> whole(years / 100);
            case "millennium" -> whole(years / 1000);
            case "epoch" -> intervalEpoch(in);
            default ->
                    throw Units.isKnown(unit)
                            ? unsupported(unit, "interval")
                            : unknown(unit, "interval");
        };
    }

    /// A year has 365.25 days, a month beyond it 30.
    private static Value intervalEpoch(CalendarInterval in) {
        long quarterDays = in.months() / 12 * 1461L + in.months() % 12 * 120L + in.days() * 4L;
        BigDecimal seconds =
                BigDecimal.valueOf(quarterDays).multiply(BigDecimal.valueOf(86_400 / 4));
        return new Numeric.Finite(seconds.add(BigDecimal.valueOf(in.micros(), 6)));
    }
}
