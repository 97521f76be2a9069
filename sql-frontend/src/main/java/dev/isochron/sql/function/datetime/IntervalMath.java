package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.Refusal;

/// Arithmetic of intervals.
public final class IntervalMath {

    private static final int DAYS_PER_MONTH = 30;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double MICROS_PER_SECOND = 1e6;

    private IntervalMath() {}

    static void define(Definer to) {
        to.operator("+(interval) interval", (in, env) -> in[0]);
        to.operator("-(interval) interval", (in, env) -> negated(in[0]));
        to.operator("+(interval, interval) interval", (in, env) -> add(in[0], in[1]));
        to.operator("-(interval, interval) interval", (in, env) -> subtract(in[0], in[1]));
        to.operator(
                "*(interval, float8) interval",
                (in, env) -> scaled(Args.interval(in[0]), Args.real(in[1]), false));
        to.operator(
                "*(float8, interval) interval",
                (in, env) -> scaled(Args.interval(in[1]), Args.real(in[0]), false));
        to.operator(
                "/(interval, float8) interval",
                (in, env) -> divided(Args.interval(in[0]), Args.real(in[1])));
        to.function(
                "justify_hours(interval) interval",
                (in, env) -> justifiedHours(Args.interval(in[0])));
        to.function(
                "justify_days(interval) interval",
                (in, env) -> justifiedDays(Args.interval(in[0])));
        to.function(
                "justify_interval(interval) interval",
                (in, env) -> justified(Args.interval(in[0])));
        to.function("isfinite(interval) bool", (in, env) -> Args.bool(true));
    }

    private static SqlException outOfRange() {
        return Refusal.dateTimeOutOfRange("interval");
    }

    static CalendarInterval negated(Value value) {
        CalendarInterval in = Args.interval(value);
        try {
            return new CalendarInterval(
                    Math.negateExact(in.months()),
                    Math.negateExact(in.days()),
                    Math.negateExact(in.micros()));
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    /// The sum.
    public static CalendarInterval add(Value left, Value right) {
        CalendarInterval a = Args.interval(left);
        CalendarInterval b = Args.interval(right);
        try {
            return new CalendarInterval(
                    Math.addExact(a.months(), b.months()),
                    Math.addExact(a.days(), b.days()),
                    Math.addExact(a.micros(), b.micros()));
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    private static CalendarInterval subtract(Value left, Value right) {
        CalendarInterval a = Args.interval(left);
        CalendarInterval b = Args.interval(right);
        try {
            return new CalendarInterval(
                    Math.subtractExact(a.months(), b.months()),
                    Math.subtractExact(a.days(), b.days()),
                    Math.subtractExact(a.micros(), b.micros()));
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    /// The quotient by a number.
    public static CalendarInterval divided(CalendarInterval in, double divisor) {
        if (divisor == 0) {
            throw SqlException.of(SqlCode.DIVISION_BY_ZERO, "division by zero");
        }
        return scaled(in, divisor, true);
    }

    /// What lies between two, by a share of the way.
    public static CalendarInterval between(
            CalendarInterval from, CalendarInterval to, double share) {
        return add(from, scaled(subtract(to, from), share, false));
    }

    private static double apply(double value, double factor, boolean divides) {
        return divides ? value / factor : value * factor;
    }

    /// What is left of months becomes days, what is left of days becomes time.
    private static CalendarInterval scaled(CalendarInterval in, double factor, boolean divides) {
        double months = apply(in.months(), factor, divides);
        double days = apply(in.days(), factor, divides);
        int wholeMonths = whole(months);
        int wholeDays = whole(days);
        double restDays = rounded((months - wholeMonths) * DAYS_PER_MONTH);
        double restSeconds =
                rounded((days - wholeDays + restDays - (int) restDays) * SECONDS_PER_DAY);
        if (Math.abs(restSeconds) >= SECONDS_PER_DAY) {
            int more = (int) (restSeconds / SECONDS_PER_DAY);
            wholeDays = sum(wholeDays, more);
            restSeconds -= more * SECONDS_PER_DAY;
        }
        wholeDays = sum(wholeDays, (int) restDays);
        double micros =
                Math.rint(
                        apply((double) in.micros(), factor, divides)
                                + restSeconds * MICROS_PER_SECOND);
        if (!(Math.abs(micros) < 0x1p63)) {
            throw outOfRange();
        }
        return new CalendarInterval(wholeMonths, wholeDays, (long) micros);
    }

    private static int whole(double value) {
        if (!(value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE)) {
            throw outOfRange();
        }
        return (int) value;
    }

    private static int sum(int a, int b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }

    private static double rounded(double seconds) {
        return Math.rint(seconds * MICROS_PER_SECOND) / MICROS_PER_SECOND;
    }

    /// Turns whole days of hours into days; both get one sign.
    static CalendarInterval justifiedHours(CalendarInterval in) {
        long wholeDays = in.micros() / Days.MICROS_PER_DAY;
        long micros = in.micros() % Days.MICROS_PER_DAY;
        long days = in.days() + wholeDays;
        if (days > 0 && micros < 0) {
            micros += Days.MICROS_PER_DAY;
            days--;
        } else if (days < 0 && micros > 0) {
            micros -= Days.MICROS_PER_DAY;
            days++;
        }
        return of(in.months(), days, micros);
    }

    private static CalendarInterval justifiedDays(CalendarInterval in) {
        long months = (long) in.months() + in.days() / DAYS_PER_MONTH;
        long days = in.days() % DAYS_PER_MONTH;
        if (months > 0 && days < 0) {
            days += DAYS_PER_MONTH;
            months--;
        } else if (months < 0 && days > 0) {
            days -= DAYS_PER_MONTH;
            months++;
        }
        return of(months, days, in.micros());
    }

    private static CalendarInterval justified(CalendarInterval in) {
        long days = in.days() + in.micros() / Days.MICROS_PER_DAY;
        long micros = in.micros() % Days.MICROS_PER_DAY;
        long months = in.months() + days / DAYS_PER_MONTH;
        days %= DAYS_PER_MONTH;
        boolean isPositive = months > 0;
        if (isPositive && (days < 0 || (days == 0 && micros < 0))) {
            days += DAYS_PER_MONTH;
            months--;
        } else if (months < 0 && (days > 0 || (days == 0 && micros > 0))) {
            days -= DAYS_PER_MONTH;
            months++;
        }
        if (days > 0 && micros < 0) {
            micros += Days.MICROS_PER_DAY;
            days--;
        } else if (days < 0 && micros > 0) {
            micros -= Days.MICROS_PER_DAY;
            days++;
        }
        return of(months, days, micros);
    }

    private static CalendarInterval of(long months, long days, long micros) {
        try {
            return new CalendarInterval(Math.toIntExact(months), Math.toIntExact(days), micros);
        } catch (ArithmeticException _) {
            throw outOfRange();
        }
    }
}
