package dev.isochron.sql.time;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.sql.type.Modifier;
import org.jspecify.annotations.Nullable;

/// What the fields and digits in the declaration of an interval do to its values.
public final class IntervalFields {

    /// PostgreSQL's bits.
    public static final int MONTH = 1 << 1;

    public static final int YEAR = 1 << 2;
    public static final int DAY = 1 << 3;
    public static final int HOUR = 1 << 10;
    public static final int MINUTE = 1 << 11;
    public static final int SECOND = 1 << 12;

    private static final long[] POWERS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private IntervalFields() {}

    /// The unit of a number without one: the smallest field; null if all fields are there.
    static @Nullable IntervalUnit unitOf(int fields) {
        if (fields == Modifier.ALL_FIELDS) {
            return null;
        }
        return switch (Integer.highestOneBit(fields)) {
            case SECOND -> IntervalUnit.SECOND;
            case MINUTE -> IntervalUnit.MINUTE;
            case HOUR -> IntervalUnit.HOUR;
            case DAY -> IntervalUnit.DAY;
            default -> (fields & MONTH) != 0 ? IntervalUnit.MONTH : IntervalUnit.YEAR;
        };
    }

    /// Cuts off what is smaller than the smallest field, and rounds to the digits.
    public static CalendarInterval fit(CalendarInterval interval, int modifier) {
        if (modifier < 0) {
            return interval;
        }
        int fields = Modifier.intervalFields(modifier);
        int digits = Modifier.intervalDigits(modifier);
        CalendarInterval cut =
                fields == Modifier.ALL_FIELDS ? interval : cut(interval, unitOf(fields));
        return digits < 0
                ? cut
                : new CalendarInterval(cut.months(), cut.days(), round(cut.micros(), digits));
    }

    private static CalendarInterval cut(CalendarInterval in, @Nullable IntervalUnit smallest) {
        return switch (smallest) {
            case YEAR -> new CalendarInterval(in.months() / 12 * 12, 0, 0);
            case MONTH -> new CalendarInterval(in.months(), 0, 0);
            case DAY -> new CalendarInterval(in.months(), in.days(), 0);
            case HOUR -> in.micros() == 0 ? in : withMicros(in, Days.MICROS_PER_HOUR);
            case MINUTE -> withMicros(in, Days.MICROS_PER_MINUTE);
            case null, default -> in;
        };
    }

    private static CalendarInterval withMicros(CalendarInterval in, long unit) {
        return new CalendarInterval(in.months(), in.days(), in.micros() / unit * unit);
    }

    /// Rounds to so many digits of a second, halves away from zero.
    public static long round(long micros, int digits) {
        long unit = POWERS[Math.min(digits, Modifier.MAX_SECOND_DIGITS)];
        long half = unit / 2;
        return micros >= 0 ? (micros + half) / unit * unit : -((-micros + half) / unit * unit);
    }
}
