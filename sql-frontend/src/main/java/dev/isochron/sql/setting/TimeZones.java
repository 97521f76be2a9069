package dev.isochron.sql.setting;

import dev.isochron.sql.time.ZoneNames;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The zones that values of `TimeZone` mean.
public final class TimeZones {

    /// Hours from UTC as SQL counts them, to the east.
    private static final Pattern HOURS = Pattern.compile("([-+]?)(\\d{1,2})(?:\\.(\\d{1,6}))?");

    private static final int MAX_SECONDS = 16 * 3600;

    private TimeZones() {}

    /// The value as it is shown: a plain number becomes the POSIX name of its zone, such as
    /// `<-07>+07`.
    static Optional<String> canonical(String value) {
        Matcher number = HOURS.matcher(value);
        if (!number.matches()) {
            return ZoneNames.canonical(value);
        }
        String fraction = number.group(3);
        double hours =
                Double.parseDouble(number.group(2) + (fraction == null ? "" : "." + fraction));
        int seconds = (int) (hours * 3600);
        return seconds >= MAX_SECONDS
                ? Optional.empty()
                : Optional.of(posix(number.group(1).equals("-"), seconds));
    }

    private static String posix(boolean west, int seconds) {
        StringBuilder digits = new StringBuilder("%02d".formatted(seconds / 3600));
        if (seconds % 3600 != 0) {
            digits.append(":%02d".formatted(seconds / 60 % 60));
        }
        if (seconds % 60 != 0) {
            digits.append(":%02d".formatted(seconds % 60));
        }
        return "<%s%s>%s%s".formatted(west ? "-" : "+", digits, west ? "+" : "-", digits);
    }

    /// The zone of a value that was taken.
    public static ZoneId of(String value) {
        return ZoneNames.find(value)
                .orElseThrow(() -> new IllegalStateException("a value that was not checked"));
    }
}
