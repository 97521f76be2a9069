package dev.isochron.sql.time;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.time.ZoneId;

/// Reads dates and times as PostgreSQL does.
///
/// @param order how `01/02/03` is read
/// @param zone the session's
/// @param nowMicros what `now` in a text means, in microseconds since 2000-01-01 UTC
public record MomentReader(DateOrder order, ZoneId zone, long nowMicros) {

    /// A date; a time behind it does not count.
    public Value.Date date(String text) {
        DateParts parts = DateDecoder.decodeDate(text, "date", order);
        if (parts.special != null) {
            return switch (parts.special) {
                case INFINITY -> Value.Date.INFINITY;
                case MINUS_INFINITY -> Value.Date.MINUS_INFINITY;
                case EPOCH -> new Value.Date((int) -Days.EPOCH_DAYS);
                case NOW, TODAY, TOMORROW, YESTERDAY -> new Value.Date((int) specialDay(parts));
            };
        }
        long days = Days.of(parts.year, parts.month, parts.day);
        if (!Days.isDate(days)) {
            throw outOfRange("date", text);
        }
        return new Value.Date((int) days);
    }

    /// A time of day, without what may stand before and behind it.
    public Value.Time time(String text) {
        DateParts parts = DateDecoder.decodeTime(text, order);
        if (parts.special == DateParts.Special.NOW) {
            return new Value.Time(
                    Math.floorMod(Days.toLocal(nowMicros, zone), Days.MICROS_PER_DAY));
        }
        return new Value.Time(parts.microsOfDay());
    }

    /// A timestamp; a zone behind it does not count.
    public Value.LocalTimestamp timestamp(String text) {
        DateParts parts = DateDecoder.decodeDate(text, "timestamp", order);
        if (parts.special == DateParts.Special.NOW) {
            return new Value.LocalTimestamp(Days.toLocal(nowMicros, zone));
        }
        return new Value.LocalTimestamp(localMicros(parts, "timestamp", text));
    }

    /// A point of time, in the zone behind it or else in the session's.
    public Value.UtcTimestamp timestampWithZone(String text) {
        DateParts parts = DateDecoder.decodeDate(text, "timestamp with time zone", order);
        if (parts.special == DateParts.Special.NOW) {
            return new Value.UtcTimestamp(nowMicros);
        }
        long local = localMicros(parts, "timestamp", text);
        if (parts.special == DateParts.Special.EPOCH || isInfinite(local)) {
            return new Value.UtcTimestamp(local);
        }
        long utc = Days.toUtc(local, parts.zone != null ? parts.zone : zone);
        if (!Days.isTimestamp(utc)) {
            throw outOfRange("timestamp", text);
        }
        return new Value.UtcTimestamp(utc);
    }

    private static boolean isInfinite(long micros) {
        return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
    }

    private long localMicros(DateParts parts, String type, String text) {
        if (parts.special != null) {
            return switch (parts.special) {
                case INFINITY -> Long.MAX_VALUE;
                case MINUS_INFINITY -> Long.MIN_VALUE;
                case EPOCH -> -Days.EPOCH_DAYS * Days.MICROS_PER_DAY;
                case NOW, TODAY, TOMORROW, YESTERDAY ->
                        specialDay(parts) * Days.MICROS_PER_DAY + parts.microsOfDay();
            };
        }
        long days = Days.of(parts.year, parts.month, parts.day);
        // One day more than fits is still no overflow of 64 bits.
        boolean near = Math.abs(days) < Long.MAX_VALUE / Days.MICROS_PER_DAY;
        long micros = near ? days * Days.MICROS_PER_DAY + parts.microsOfDay() : Long.MAX_VALUE;
        if (!near || !Days.isTimestamp(micros)) {
            throw outOfRange(type, text);
        }
        return micros;
    }

    private long specialDay(DateParts parts) {
        long today = Math.floorDiv(Days.toLocal(nowMicros, zone), Days.MICROS_PER_DAY);
        if (parts.special == DateParts.Special.TOMORROW) {
            return today + 1;
        }
        return parts.special == DateParts.Special.YESTERDAY ? today - 1 : today;
    }

    private static SqlException outOfRange(String type, String text) {
        return SqlException.of(
                SqlCode.DATETIME_FIELD_OVERFLOW, type + " out of range: \"" + text + "\"");
    }
}
