package dev.isochron.sql.function.datetime;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.time.Days;
import dev.isochron.sql.time.ZoneNames;
import java.time.LocalDate;

/// What a template can show of a date and time, or of an interval.
///
/// @param day of an interval made up of its months and days, and to be asked for little
/// @param parts the numbers that are shown
/// @param isInterval whether there is no real day
/// @param micros of the day; of an interval any number
/// @param zoneName empty if there is no zone
/// @param offsetSeconds how far from UTC
record TemplateMoment(
        LocalDate day,
        Parts parts,
        boolean isInterval,
        long micros,
        String zoneName,
        int offsetSeconds) {

    /// The numbers of a date, which in an interval may be anything.
    record Parts(long year, long month, long dayOfMonth) {}

    static TemplateMoment of(Value value, Env env) {
        return switch (value) {
            case Value.Date(int days) -> ofMicros(days * Days.MICROS_PER_DAY, "", 0);
            case Value.LocalTimestamp(long micros) -> ofMicros(micros, "", 0);
            case Value.UtcTimestamp(long micros) -> {
                int offset = (int) Days.offsetSeconds(micros, env.format().zone());
                yield ofMicros(
                        micros + offset * Days.MICROS_PER_SECOND,
                        ZoneNames.abbreviation(micros, env.format().zone()),
                        offset);
            }
            case CalendarInterval in -> ofInterval(in);
            default -> throw new IllegalArgumentException("not a date: " + value);
        };
    }

    private static TemplateMoment ofMicros(long micros, String zone, int offset) {
        LocalDate day = Days.date(Math.floorDiv(micros, Days.MICROS_PER_DAY));
        int year = day.getYear();
        Parts parts =
                new Parts(year > 0 ? year : 1 - year, day.getMonthValue(), day.getDayOfMonth());
        return new TemplateMoment(
                day, parts, false, Math.floorMod(micros, Days.MICROS_PER_DAY), zone, offset);
    }

    private static TemplateMoment ofInterval(CalendarInterval in) {
        Parts parts = new Parts(in.months() / 12, in.months() % 12, in.days());
        return new TemplateMoment(LocalDate.of(1, 1, 1), parts, true, in.micros(), "", 0);
    }

    boolean isBeforeChrist() {
        return !isInterval && day.getYear() <= 0;
    }

    long hour() {
        return micros / Days.MICROS_PER_HOUR;
    }

    long minute() {
        return micros / Days.MICROS_PER_MINUTE % 60;
    }

    long second() {
        return micros / Days.MICROS_PER_SECOND % 60;
    }

    long fraction() {
        return micros % Days.MICROS_PER_SECOND;
    }

    long dayOfYear() {
        return isInterval
                ? parts.year() * 360 + parts.month() * 30 + parts.dayOfMonth()
                : day.getDayOfYear();
    }
}
