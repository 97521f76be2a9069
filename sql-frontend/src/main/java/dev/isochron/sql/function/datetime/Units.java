package dev.isochron.sql.function.datetime;

import dev.isochron.sql.time.IntervalUnit;
import java.util.List;
import java.util.Locale;

/// The words for fields of dates and times.
final class Units {

    private static final List<String> TIMES =
            List.of("microsecond", "millisecond", "second", "minute", "hour");

    private static final List<String> KNOWN =
            List.of(
                    "day",
                    "week",
                    "month",
                    "quarter",
                    "year",
                    "decade",
                    "century",
                    "millennium",
                    "dow",
                    "doy",
                    "isodow",
                    "isoyear",
                    "julian",
                    "epoch",
                    "timezone",
                    "timezone_hour",
                    "timezone_minute");

    private Units() {}

    /// The usual word for a field; an unknown word as it is.
    static String canonical(String word) {
        IntervalUnit unit = IntervalUnit.of(word);
        if (unit != null) {
            return unit.name().toLowerCase(Locale.ROOT);
        }
        return switch (word) {
            case "qtr", "quarters" -> "quarter";
            case "timezone_h" -> "timezone_hour";
            case "timezone_m" -> "timezone_minute";
            case "jd", "j" -> "julian";
            default -> word;
        };
    }

    static boolean isTime(String unit) {
        return TIMES.contains(unit);
    }

    static boolean isKnown(String unit) {
        return KNOWN.contains(unit) || isTime(unit);
    }
}
