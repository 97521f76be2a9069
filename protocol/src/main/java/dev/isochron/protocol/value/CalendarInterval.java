package dev.isochron.protocol.value;

/// A distance on the calendar: SQL's `interval`.
///
/// Months and days stay apart, because their length depends on where they are added. To compare
/// two, PostgreSQL takes a month for thirty days and a day for 24 hours.
///
/// @param months of any sign, and so the others
public record CalendarInterval(int months, int days, long micros) implements Value {

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long DAYS_PER_MONTH = 30;

    /// The whole days in it, rounded down, for comparing.
    public long spanDays() {
        return DAYS_PER_MONTH * months + days + Math.floorDiv(micros, MICROS_PER_DAY);
    }

    /// What is left beyond [#spanDays]: 0 to a day of microseconds.
    public long spanMicrosOfDay() {
        return Math.floorMod(micros, MICROS_PER_DAY);
    }

    /// The plainest of all intervals that compare equal to this one.
    public CalendarInterval plainest() {
        return ofSpan(spanDays(), spanMicrosOfDay());
    }

    /// The plainest interval with this span: all parts of one sign, days below 30 and time below 24
    /// hours as far as the months can take the rest.
    ///
    /// @param spanDays see [#spanDays]
    /// @param microsOfDay from 0 to a day of microseconds, that one excluded
    /// @throws IllegalArgumentException if no interval has it
    public static CalendarInterval ofSpan(long spanDays, long microsOfDay) {
        if (microsOfDay < 0 || microsOfDay >= MICROS_PER_DAY) {
            throw new IllegalArgumentException("not within a day: " + microsOfDay);
        }
        // Towards zero: days and microseconds get one sign.
        boolean borrows = spanDays < 0 && microsOfDay > 0;
        long wholeDays = borrows ? spanDays + 1 : spanDays;
        long micros = borrows ? microsOfDay - MICROS_PER_DAY : microsOfDay;
        int months = clamp(wholeDays / DAYS_PER_MONTH);
        long daysLeft = Math.subtractExact(wholeDays, DAYS_PER_MONTH * months);
        int days = clamp(daysLeft);
        try {
            long timeLeft = Math.multiplyExact(daysLeft - days, MICROS_PER_DAY);
            return new CalendarInterval(months, days, Math.addExact(timeLeft, micros));
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "no interval is " + spanDays + " days long", tooLong);
        }
    }

    private static int clamp(long value) {
        return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
