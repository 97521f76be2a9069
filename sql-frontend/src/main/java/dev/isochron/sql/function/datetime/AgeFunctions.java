package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import java.time.LocalDate;

/// Distances in years, months and days, and whether spans of time overlap.
final class AgeFunctions {

    private AgeFunctions() {}

    static void define(Definer to) {
        to.function(
                "age(timestamp, timestamp) interval",
                (in, env) -> age(MomentMath.microsOf(in[0]), MomentMath.microsOf(in[1])));
        to.stable(
                "age(timestamptz, timestamptz) interval",
                (in, env) -> age(local(in[0], env), local(in[1], env)));
        to.stable(
                "age(timestamp) interval",
                (in, env) -> age(midnight(env), MomentMath.microsOf(in[0])));
        to.stable("age(timestamptz) interval", (in, env) -> age(midnight(env), local(in[0], env)));
        for (String type : new String[] {"timestamp", "timestamptz", "time"}) {
            to.nullable(
                    "overlaps(%1$s, %1$s, %1$s, %1$s) bool".formatted(type),
                    Volatility.IMMUTABLE,
                    (in, env) -> Overlap.of(in));
            for (String form :
                    new String[] {
                        "overlaps(%1$s, interval, %1$s, interval) bool",
                        "overlaps(%1$s, %1$s, %1$s, interval) bool",
                        "overlaps(%1$s, interval, %1$s, %1$s) bool"
                    }) {
                to.nullable(
                        form.formatted(type),
                        Volatility.STABLE,
                        (in, env) -> Overlap.of(ends(in, env)));
            }
        }
    }

    /// Where spans end whose lengths are given.
    private static Value[] ends(Value[] in, Env env) {
        Value[] all = in.clone();
        for (int i = 1; i < all.length; i += 2) {
            if (all[i] instanceof CalendarInterval length) {
                all[i] = all[i - 1].isNull() ? all[i - 1] : end(all[i - 1], length, env);
            }
        }
        return all;
    }

    private static Value end(Value start, CalendarInterval length, Env env) {
        return start instanceof Value.Time(long micros)
                ? new Value.Time(Math.floorMod(micros + length.micros(), Days.MICROS_PER_DAY))
                : MomentMath.plus(start, length, env.format().zone());
    }

    private static long midnight(Env env) {
        long now = Days.toLocal(env.transactionMicros(), env.format().zone());
        return Math.floorDiv(now, Days.MICROS_PER_DAY) * Days.MICROS_PER_DAY;
    }

    private static long local(Value value, Env env) {
        long utc = MomentMath.microsOf(value);
        return Moments.isFinite(utc) ? Days.toLocal(utc, env.format().zone()) : utc;
    }

    /// From the later to the earlier, field by field; a month that is borrowed is the earlier's.
    private static Value age(long a, long b) {
        if (!Moments.isFinite(a) || !Moments.isFinite(b)) {
            throw SqlException.of(
                    SqlCode.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite timestamps");
        }
        if (a < b) {
            CalendarInterval age = between(b, a);
            return new CalendarInterval(-age.months(), -age.days(), -age.micros());
        }
        return between(a, b);
    }

    private static CalendarInterval between(long later, long earlier) {
        LocalDate to = Days.date(Math.floorDiv(later, Days.MICROS_PER_DAY));
        LocalDate from = Days.date(Math.floorDiv(earlier, Days.MICROS_PER_DAY));
        long micros =
                Math.floorMod(later, Days.MICROS_PER_DAY)
                        - Math.floorMod(earlier, Days.MICROS_PER_DAY);
        int days = to.getDayOfMonth() - from.getDayOfMonth();
        int months =
                (to.getYear() - from.getYear()) * 12 + to.getMonthValue() - from.getMonthValue();
        if (micros < 0) {
            micros += Days.MICROS_PER_DAY;
            days--;
        }
        if (days < 0) {
            days += from.lengthOfMonth();
            months--;
        }
        return new CalendarInterval(months, days, micros);
    }
}
