package dev.isochron.sql.setting;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The zones that values of `TimeZone` mean.
public final class TimeZones {
    private static final Pattern OFFSET = Pattern.compile("([-+]?)(\\d{1,2})(?::(\\d{2}))?");
    private static final int MAX_HOURS = 15;
    private static final int SECONDS = 3600;

    private TimeZones() {}

    /// Whether the text is hours, perhaps with minutes: `-5`, `+05:30`.
    static boolean isOffset(String text) {
        Matcher matcher = OFFSET.matcher(text);
        return matcher.matches() && Integer.parseInt(matcher.group(2)) <= MAX_HOURS;
    }

    /// The zone of a value that was taken.
    public static ZoneId of(String value) {
        Matcher offset = OFFSET.matcher(value);
        if (!offset.matches()) {
            return ZoneId.of(value);
        }
        int seconds = Integer.parseInt(offset.group(2)) * SECONDS;
        if (offset.group(3) != null) {
            seconds += Integer.parseInt(offset.group(3)) * 60;
        }
        return ZoneOffset.ofTotalSeconds(offset.group(1).equals("-") ? -seconds : seconds);
    }
}
