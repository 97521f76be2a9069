package dev.isochron.sql.time;

import dev.isochron.protocol.value.CalendarInterval;

/// Writes intervals in the four styles of PostgreSQL.
public final class IntervalText {

    private IntervalText() {}

    /// The text of an interval.
    public static String write(CalendarInterval interval, IntervalStyle style) {
        Fields fields = Fields.of(interval);
        return switch (style) {
            case POSTGRES -> postgres(fields);
            case POSTGRES_VERBOSE -> verbose(fields);
            case SQL_STANDARD -> standard(fields);
            case ISO_8601 -> iso(fields);
        };
    }

    /// An interval taken apart; the parts of the time have one sign.
    record Fields(int years, int months, int days, long micros) {

        static Fields of(CalendarInterval in) {
            return new Fields(in.months() / 12, in.months() % 12, in.days(), in.micros());
        }

        long hours() {
            return micros / Days.MICROS_PER_HOUR;
        }

        long minutes() {
            return micros / Days.MICROS_PER_MINUTE % 60;
        }

        long seconds() {
            return micros / Days.MICROS_PER_SECOND % 60;
        }

        long fraction() {
            return micros % Days.MICROS_PER_SECOND;
        }

        boolean isZero() {
            return years == 0 && months == 0 && days == 0 && micros == 0;
        }
    }

    private static String postgres(Fields in) {
        StringBuilder text = new StringBuilder();
        boolean negative = false;
        negative = appendPart(text, in.years, "year", negative);
        negative = appendPart(text, in.months, "mon", negative);
        negative = appendPart(text, in.days, "day", negative);
        if (in.micros != 0 || text.isEmpty()) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            if (in.micros < 0) {
                text.append('-');
            } else if (negative) {
                text.append('+');
            }
            appendClock(text, in.micros, true);
        }
        return text.toString();
    }

    /// A part that follows a negative one says so if it is not.
    private static boolean appendPart(
            StringBuilder text, int value, String unit, boolean negative) {
        if (value == 0) {
            return negative;
        }
        if (!text.isEmpty()) {
            text.append(' ');
        }
        if (negative && value > 0) {
            text.append('+');
        }
        text.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
        return value < 0;
    }

    private static void appendClock(StringBuilder text, long micros, boolean twoHours) {
        // The smallest number has no opposite; its parts have.
        long hours = Math.abs(micros / Days.MICROS_PER_HOUR);
        long rest = Math.abs(micros % Days.MICROS_PER_HOUR);
        if (twoHours) {
            MomentText.appendTwo(text, hours);
        } else {
            text.append(hours);
        }
        MomentText.appendTwo(text.append(':'), rest / Days.MICROS_PER_MINUTE);
        MomentText.appendTwo(text.append(':'), rest / Days.MICROS_PER_SECOND % 60);
        MomentText.appendFraction(text, rest % Days.MICROS_PER_SECOND);
    }

    private static String verbose(Fields in) {
        if (in.isZero()) {
            return "@ 0";
        }
        StringBuilder text = new StringBuilder("@");
        int sign = firstSign(in);
        appendVerbose(text, in.years, "year", sign);
        appendVerbose(text, in.months, "mon", sign);
        appendVerbose(text, in.days, "day", sign);
        appendVerbose(text, in.hours(), "hour", sign);
        appendVerbose(text, in.minutes(), "min", sign);
        if (in.seconds() != 0 || in.fraction() != 0) {
            boolean negative = in.micros < 0 != sign < 0;
            text.append(negative ? " -" : " ").append(Math.abs(in.seconds()));
            MomentText.appendFraction(text, Math.abs(in.fraction()));
            boolean isOne = Math.abs(in.seconds()) == 1 && in.fraction() == 0;
            text.append(isOne ? " sec" : " secs");
        }
        return text.append(sign < 0 ? " ago" : "").toString();
    }

    private static void appendVerbose(StringBuilder text, long value, String unit, int sign) {
        if (value != 0) {
            long shown = value * sign;
            text.append(' ').append(shown).append(' ').append(unit);
            text.append(shown == 1 ? "" : "s");
        }
    }

    private static int firstSign(Fields in) {
        long first =
                in.years != 0
                        ? in.years
                        : in.months != 0 ? in.months : in.days != 0 ? in.days : in.micros;
        return first < 0 ? -1 : 1;
    }

    private static String standard(Fields in) {
        boolean negative = in.years < 0 || in.months < 0 || in.days < 0 || in.micros < 0;
        boolean positive = in.years > 0 || in.months > 0 || in.days > 0 || in.micros > 0;
        boolean hasMonths = in.years != 0 || in.months != 0;
        boolean hasDays = in.days != 0 || in.micros != 0;
        if (in.isZero()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        if ((negative && positive) || (hasMonths && hasDays)) {
            boolean monthsBelow = in.years < 0 || in.months < 0;
            text.append(monthsBelow ? '-' : '+').append(Math.abs(in.years));
            text.append('-').append(Math.abs(in.months)).append(' ');
            text.append(in.days < 0 ? '-' : '+').append(Math.abs((long) in.days)).append(' ');
            text.append(in.micros < 0 ? '-' : '+');
            appendClock(text, in.micros, false);
            return text.toString();
        }
        text.append(negative ? "-" : "");
        if (hasMonths) {
            return text.append(Math.abs(in.years))
                    .append('-')
                    .append(Math.abs(in.months))
                    .toString();
        }
        if (in.days != 0) {
            text.append(Math.abs((long) in.days)).append(' ');
        }
        appendClock(text, in.micros, false);
        return text.toString();
    }

    private static String iso(Fields in) {
        if (in.isZero()) {
            return "PT0S";
        }
        StringBuilder text = new StringBuilder("P");
        appendIso(text, in.years, 'Y');
        appendIso(text, in.months, 'M');
        appendIso(text, in.days, 'D');
        if (in.micros != 0) {
            text.append('T');
            appendIso(text, in.hours(), 'H');
            appendIso(text, in.minutes(), 'M');
            if (in.seconds() != 0 || in.fraction() != 0) {
                text.append(in.micros < 0 ? "-" : "").append(Math.abs(in.seconds()));
                MomentText.appendFraction(text, Math.abs(in.fraction()));
                text.append('S');
            }
        }
        return text.toString();
    }

    private static void appendIso(StringBuilder text, long value, char unit) {
        if (value != 0) {
            text.append(value).append(unit);
        }
    }
}
