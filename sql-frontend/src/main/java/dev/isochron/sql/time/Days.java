package dev.isochron.sql.time;

import dev.isochron.protocol.value.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// The calendar, counted in days and microseconds from 2000-01-01.
public final class Days {

    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

    /// Of 2000-01-01, counted from 1970-01-01.
    public static final long EPOCH_DAYS = 10_957;

    public static final long EPOCH_SECONDS = EPOCH_DAYS * 86_400;

    /// 4714-11-24 BC.
    private static final long MIN_MICROS = -211_813_488_000_000_000L;

    /// The first microsecond of the year 294277.
    private static final long END_MICROS = 9_223_371_331_200_000_000L;

    private Days() {}

    /// The number of a day.
    ///
    /// @param year 0 is 1 BC
    public static long of(int year, int month, int day) {
        return LocalDate.of(year, month, day).toEpochDay() - EPOCH_DAYS;
    }

    /// The day of a number.
    public static LocalDate date(long days) {
        return LocalDate.ofEpochDay(days + EPOCH_DAYS);
    }

    /// How many days a month has.
    public static int lengthOfMonth(int year, int month) {
        return LocalDate.of(year, month, 1).lengthOfMonth();
    }

    /// The instant at which clocks in a zone show this.
    public static long toUtc(long localMicros, ZoneId zone) {
        return localMicros - offsetSecondsOfLocal(localMicros, zone) * MICROS_PER_SECOND;
    }

    /// What clocks in a zone show at this instant.
    public static long toLocal(long utcMicros, ZoneId zone) {
        return utcMicros + offsetSeconds(utcMicros, zone) * MICROS_PER_SECOND;
    }

    /// How far clocks in a zone are ahead of UTC at this instant.
    public static long offsetSeconds(long utcMicros, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return offset.getTotalSeconds();
        }
        long seconds = Math.floorDiv(utcMicros, MICROS_PER_SECOND) + EPOCH_SECONDS;
        return zone.getRules().getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
    }

    /// How far clocks in a zone are ahead of UTC when they show this.
    static long offsetSecondsOfLocal(long localMicros, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return offset.getTotalSeconds();
        }
        long seconds = Math.floorDiv(localMicros, MICROS_PER_SECOND) + EPOCH_SECONDS;
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return rules.getOffset(local).getTotalSeconds();
        }
        ZoneOffset chosen =
                transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
        return chosen.getTotalSeconds();
    }

    /// Whether a day is one of those that `date` holds.
    public static boolean isDate(long days) {
        return days >= Value.Date.MIN_DAYS && days <= Value.Date.MAX_DAYS;
    }

    /// Whether these microseconds are a timestamp that is not infinite.
    public static boolean isTimestamp(long micros) {
        return micros >= MIN_MICROS && micros < END_MICROS;
    }
}
