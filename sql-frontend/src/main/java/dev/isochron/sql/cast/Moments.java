package dev.isochron.sql.cast;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Conversion;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.type.TypeId;
import java.time.ZoneId;

/// Turns dates, times and timestamps into each other.
public final class Moments {

    private Moments() {}

    static Cast between(TypeId from, TypeId to, CastContext context) {
        return switch (to) {
            case TIMESTAMP ->
                    from == TypeId.DATE
                            ? fixed(context, (value, env) -> startOf((Value.Date) value))
                            : byZone(
                                    context,
                                    (value, env) ->
                                            toLocal(
                                                    (Value.UtcTimestamp) value,
                                                    env.format().zone()));
            case TIMESTAMPTZ ->
                    byZone(
                            context,
                            (value, env) ->
                                    toUtc(
                                            value instanceof Value.Date date
                                                    ? startOf(date)
                                                    : (Value.LocalTimestamp) value,
                                            env.format().zone()));
            case DATE -> byZone(context, (value, env) -> dayOf(local(value, env.format().zone())));
            case TIME ->
                    from == TypeId.INTERVAL
                            ? fixed(
                                    context,
                                    (value, env) -> timeOf(((CalendarInterval) value).micros()))
                            : byZone(
                                    context,
                                    (value, env) -> timeOf(local(value, env.format().zone())));
            case INTERVAL ->
                    fixed(
                            context,
                            (value, env) ->
                                    new CalendarInterval(0, 0, ((Value.Time) value).micros()));
            default -> throw new IllegalArgumentException("no cast from " + from + " to " + to);
        };
    }

    private static Cast fixed(CastContext context, Conversion conversion) {
        return new Cast(context, conversion, Volatility.IMMUTABLE, false);
    }

    private static Cast byZone(CastContext context, Conversion conversion) {
        return new Cast(context, conversion, Volatility.STABLE, false);
    }

    private static Value.LocalTimestamp local(Value value, ZoneId zone) {
        return value instanceof Value.UtcTimestamp utc
                ? toLocal(utc, zone)
                : (Value.LocalTimestamp) value;
    }

    /// What clocks in a zone show at this instant.
    public static Value.LocalTimestamp toLocal(Value.UtcTimestamp utc, ZoneId zone) {
        if (!isFinite(utc.micros())) {
            return new Value.LocalTimestamp(utc.micros());
        }
        return timestamp(Days.toLocal(utc.micros(), zone));
    }

    /// The instant at which clocks in a zone show this.
    public static Value.UtcTimestamp toUtc(Value.LocalTimestamp local, ZoneId zone) {
        if (!isFinite(local.micros())) {
            return new Value.UtcTimestamp(local.micros());
        }
        return timestampWithZone(Days.toUtc(local.micros(), zone));
    }

    /// The timestamp of so many microseconds.
    ///
    /// @throws SqlException if there is none
    public static Value.LocalTimestamp timestamp(long micros) {
        if (!Days.isTimestamp(micros)) {
            throw SqlException.of(SqlCode.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
        }
        return new Value.LocalTimestamp(micros);
    }

    /// The point of time of so many microseconds.
    ///
    /// @throws SqlException if there is none
    public static Value.UtcTimestamp timestampWithZone(long micros) {
        if (!Days.isTimestamp(micros)) {
            throw SqlException.of(SqlCode.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
        }
        return new Value.UtcTimestamp(micros);
    }

    /// Whether these microseconds are neither of the infinities.
    public static boolean isFinite(long micros) {
        return micros != Long.MAX_VALUE && micros != Long.MIN_VALUE;
    }

    /// Midnight at the beginning of a day.
    public static Value.LocalTimestamp startOf(Value.Date date) {
        if (date.days() == Integer.MAX_VALUE) {
            return Value.LocalTimestamp.INFINITY;
        }
        if (date.days() == Integer.MIN_VALUE) {
            return Value.LocalTimestamp.MINUS_INFINITY;
        }
        long days = date.days();
        if (Math.abs(days) > Long.MAX_VALUE / Days.MICROS_PER_DAY
                || !Days.isTimestamp(days * Days.MICROS_PER_DAY)) {
            throw SqlException.of(
                    SqlCode.DATETIME_FIELD_OVERFLOW, "date out of range for timestamp");
        }
        return new Value.LocalTimestamp(days * Days.MICROS_PER_DAY);
    }

    private static Value dayOf(Value.LocalTimestamp local) {
        if (local.micros() == Long.MAX_VALUE) {
            return Value.Date.INFINITY;
        }
        if (local.micros() == Long.MIN_VALUE) {
            return Value.Date.MINUS_INFINITY;
        }
        return new Value.Date((int) Math.floorDiv(local.micros(), Days.MICROS_PER_DAY));
    }

    private static Value timeOf(Value.LocalTimestamp local) {
        return isFinite(local.micros()) ? timeOf(local.micros()) : Value.Null.NULL;
    }

    private static Value timeOf(long micros) {
        return new Value.Time(Math.floorMod(micros, Days.MICROS_PER_DAY));
    }
}
