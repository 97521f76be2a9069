package dev.isochron.sql.time;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What a text says of a date and a time.
final class DateParts {

    /// A date that is not named by its fields.
    enum Special {
        NOW,
        TODAY,
        TOMORROW,
        YESTERDAY,
        EPOCH,
        INFINITY,
        MINUS_INFINITY
    }

    @Nullable Special special;
    int year;
    int month;
    int day;
    int dayOfYear;
    boolean hasYear;
    boolean hasMonth;
    boolean hasDay;
    boolean hasTextMonth;
    boolean isTwoDigitYear;
    boolean isBeforeChrist;
    boolean isJulian;
    boolean hasTime;
    int hour;
    int minute;
    int second;
    long fractionMicros;

    /// 1 for a.m., 2 for p.m.
    int halfDay;

    /// How far the time is ahead of UTC, or the zone it is in.
    @Nullable ZoneId zone;

    boolean hasDate() {
        return hasYear && hasMonth && hasDay;
    }

    /// Microseconds since midnight; may be a whole day.
    long microsOfDay() {
        return hour * Days.MICROS_PER_HOUR
                + minute * Days.MICROS_PER_MINUTE
                + second * Days.MICROS_PER_SECOND
                + fractionMicros;
    }
}
