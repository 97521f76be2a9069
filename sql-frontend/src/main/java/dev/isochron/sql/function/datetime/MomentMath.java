package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.Refusal;
import java.time.LocalDate;
import java.time.ZoneId;

/// Adding to and subtracting dates, times and timestamps.
public final class MomentMath {

    private MomentMath() {}

    static void define(Definer to) {
        defineDates(to);
        defineTimes(to);
        to.operator(
                "+(timestamp, interval) timestamp",
                (in, env) -> add((Value.LocalTimestamp) in[0], Args.interval(in[1])));
        to.operator(
                "+(interval, timestamp) timestamp",
                (in, env) -> add((Value.LocalTimestamp) in[1], Args.interval(in[0])));
        to.operator(
                "-(timestamp, interval) timestamp",
                (in, env) -> add((Value.LocalTimestamp) in[0], IntervalMath.negated(in[1])));
        to.operator(
                "+(timestamptz, interval) timestamptz",
                Volatility.STABLE,
                true,
                (in, env) -> add(in[0], Args.interval(in[1]), env.format().zone()));
        to.operator(
                "+(interval, timestamptz) timestamptz",
                Volatility.STABLE,
                true,
                (in, env) -> add(in[1], Args.interval(in[0]), env.format().zone()));
        to.operator(
                "-(timestamptz, interval) timestamptz",
                Volatility.STABLE,
                true,
                (in, env) -> add(in[0], IntervalMath.negated(in[1]), env.format().zone()));
        to.operator("-(timestamp, timestamp) interval", (in, env) -> between(in[0], in[1]));
        to.operator("-(timestamptz, timestamptz) interval", (in, env) -> between(in[0], in[1]));
    }

    private static void defineDates(Definer to) {
        to.operator("+(date, int4) date", (in, env) -> plusDays(in[0], Args.number(in[1])));
        to.operator("+(int4, date) date", (in, env) -> plusDays(in[1], Args.number(in[0])));
        to.operator("-(date, int4) date", (in, env) -> plusDays(in[0], -Args.number(in[1])));
        to.operator("-(date, date) int4", (in, env) -> daysBetween(in[0], in[1]));
        to.operator(
                "+(date, interval) timestamp",
                (in, env) -> add(Moments.startOf((Value.Date) in[0]), Args.interval(in[1])));
        to.operator(
                "+(interval, date) timestamp",
                (in, env) -> add(Moments.startOf((Value.Date) in[1]), Args.interval(in[0])));
        to.operator(
                "-(date, interval) timestamp",
                (in, env) -> add(Moments.startOf((Value.Date) in[0]), IntervalMath.negated(in[1])));
        to.operator("+(date, time) timestamp", (in, env) -> at(in[0], in[1]));
        to.operator("+(time, date) timestamp", (in, env) -> at(in[1], in[0]));
    }

    private static void defineTimes(Definer to) {
        to.operator("+(time, interval) time", (in, env) -> turned(in[0], micros(in[1])));
        to.operator("+(interval, time) time", (in, env) -> turned(in[1], micros(in[0])));
        to.operator("-(time, interval) time", (in, env) -> turned(in[0], -micros(in[1])));
        to.operator(
                "-(time, time) interval",
                (in, env) ->
                        new CalendarInterval(
                                0,
                                0,
                                ((Value.Time) in[0]).micros() - ((Value.Time) in[1]).micros()));
    }

    private static long micros(Value interval) {
        return Args.interval(interval).micros() % Days.MICROS_PER_DAY;
    }

    /// The clock goes round.
    private static Value turned(Value time, long micros) {
        return new Value.Time(
                Math.floorMod(((Value.Time) time).micros() + micros, Days.MICROS_PER_DAY));
    }

    private static boolean isInfinite(Value.Date date) {
        return date.days() == Integer.MAX_VALUE || date.days() == Integer.MIN_VALUE;
    }

    private static Value plusDays(Value value, long days) {
        Value.Date date = (Value.Date) value;
        if (isInfinite(date)) {
            return date;
        }
        long sum = date.days() + days;
        if (!Days.isDate(sum)) {
            throw Refusal.dateTimeOutOfRange("date");
        }
        return new Value.Date((int) sum);
    }

    private static Value daysBetween(Value a, Value b) {
        Value.Date later = (Value.Date) a;
        Value.Date earlier = (Value.Date) b;
        if (isInfinite(later) || isInfinite(earlier)) {
            throw SqlException.of(
                    SqlCode.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite dates");
        }
        return Value.of((long) later.days() - earlier.days());
    }

    private static Value at(Value date, Value time) {
        Value.LocalTimestamp start = Moments.startOf((Value.Date) date);
        return Moments.isFinite(start.micros())
                ? Moments.timestamp(start.micros() + ((Value.Time) time).micros())
                : start;
    }

    /// A timestamp so much later.
    static Value.LocalTimestamp add(Value.LocalTimestamp timestamp, CalendarInterval interval) {
        if (!Moments.isFinite(timestamp.micros())) {
            return timestamp;
        }
        long onDay = plusDate(timestamp.micros(), interval);
        return Moments.timestamp(plusExact(onDay, interval.micros()));
    }

    /// A point of time so much later, months and days counted in a zone.
    static Value add(Value value, CalendarInterval interval, ZoneId zone) {
        Value.UtcTimestamp timestamp = (Value.UtcTimestamp) value;
        if (!Moments.isFinite(timestamp.micros())) {
            return timestamp;
        }
        long utc = timestamp.micros();
        if (interval.months() != 0 || interval.days() != 0) {
            utc = Days.toUtc(plusDate(Days.toLocal(utc, zone), interval), zone);
        }
        return Moments.timestampWithZone(plusExact(utc, interval.micros()));
    }

    /// A timestamp of either kind so much later.
    public static Value plus(Value timestamp, CalendarInterval interval, ZoneId zone) {
        return timestamp instanceof Value.LocalTimestamp local
                ? add(local, interval)
                : add(timestamp, interval, zone);
    }

    /// Adds months, then days; where a month is too short its last day is taken.
    private static long plusDate(long micros, CalendarInterval interval) {
        LocalDate day = Days.date(Math.floorDiv(micros, Days.MICROS_PER_DAY));
        LocalDate moved = day.plusMonths(interval.months()).plusDays(interval.days());
        long days = moved.toEpochDay() - Days.EPOCH_DAYS;
        if (Math.abs(days) > Long.MAX_VALUE / Days.MICROS_PER_DAY - 1) {
            throw Refusal.dateTimeOutOfRange("timestamp");
        }
        return days * Days.MICROS_PER_DAY + Math.floorMod(micros, Days.MICROS_PER_DAY);
    }

    private static long plusExact(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException _) {
            throw Refusal.dateTimeOutOfRange("timestamp");
        }
    }

    /// The microseconds of either kind of timestamp.
    static long microsOf(Value timestamp) {
        return timestamp instanceof Value.UtcTimestamp(long utc)
                ? utc
                : ((Value.LocalTimestamp) timestamp).micros();
    }

    private static Value between(Value a, Value b) {
        long later = microsOf(a);
        long earlier = microsOf(b);
        if (!Moments.isFinite(later) || !Moments.isFinite(earlier)) {
            throw SqlException.of(
                    SqlCode.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite timestamps");
        }
        long micros;
        try {
            micros = Math.subtractExact(later, earlier);
        } catch (ArithmeticException _) {
            throw Refusal.dateTimeOutOfRange("interval");
        }
        return IntervalMath.justifiedHours(new CalendarInterval(0, 0, micros));
    }
}
