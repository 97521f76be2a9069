package dev.isochron.sql.time;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads intervals as ISO 8601 writes them: `P1Y2M3DT4H5M6.7S`.
final class IsoInterval {

    private static final Pattern FIELD = Pattern.compile("([+-]?\\d*\\.?\\d+|[+-]?\\d+\\.)([A-Z])");

    private static final Pattern ALTERNATIVE =
            Pattern.compile(
                    "P(?:(-?\\d+)-(-?\\d+)(?:-(-?\\d+))?)?"
                            + "(?:T(-?\\d+):(-?\\d+)(?::(-?\\d+\\.?\\d*))?)?");

    private IsoInterval() {}

    static CalendarInterval read(String iso, String text) {
        Matcher plain = ALTERNATIVE.matcher(iso);
        IntervalSum sum = new IntervalSum();
        if (iso.length() > 1 && plain.matches()) {
            readAlternative(plain, sum, text);
        } else {
            readFields(iso, sum, text);
        }
        if (sum.isEmpty() && !iso.equals("PT")) {
            throw invalid(text);
        }
        return sum.result(() -> Refusal.dateTimeOutOfRange("interval"));
    }

    private static void readFields(String iso, IntervalSum sum, String text) {
        boolean inTime = false;
        int at = 1;
        Matcher field = FIELD.matcher(iso);
        while (at < iso.length()) {
            if (iso.charAt(at) == 'T' && !inTime) {
                inTime = true;
                at++;
                continue;
            }
            if (!field.find(at) || field.start() != at) {
                throw invalid(text);
            }
            add(field.group(1), unit(field.group(2), inTime), sum, text);
            at = field.end();
        }
    }

    private static @Nullable IntervalUnit unit(String letter, boolean inTime) {
        return switch (letter) {
            case "Y" -> inTime ? null : IntervalUnit.YEAR;
            case "M" -> inTime ? IntervalUnit.MINUTE : IntervalUnit.MONTH;
            case "W" -> inTime ? null : IntervalUnit.WEEK;
            case "D" -> inTime ? null : IntervalUnit.DAY;
            case "H" -> inTime ? IntervalUnit.HOUR : null;
            case "S" -> inTime ? IntervalUnit.SECOND : null;
            default -> null;
        };
    }

    private static void readAlternative(Matcher plain, IntervalSum sum, String text) {
        IntervalUnit[] units = {
            IntervalUnit.YEAR,
            IntervalUnit.MONTH,
            IntervalUnit.DAY,
            IntervalUnit.HOUR,
            IntervalUnit.MINUTE,
            IntervalUnit.SECOND
        };
        for (int i = 0; i < units.length; i++) {
            String number = plain.group(i + 1);
            if (number != null) {
                add(number, units[i], sum, text);
            }
        }
    }

    private static void add(
            String number, @Nullable IntervalUnit unit, IntervalSum sum, String text) {
        if (unit == null || !sum.mark(unit)) {
            throw invalid(text);
        }
        sum.add(number, unit, () -> invalid(text), () -> outOfRange(text));
    }

    private static SqlException outOfRange(String text) {
        return SqlException.of(
                SqlCode.INTERVAL_FIELD_OVERFLOW,
                "interval field value out of range: \"" + text + "\"");
    }

    private static SqlException invalid(String text) {
        return Refusal.invalidDateTime("interval", text);
    }
}
