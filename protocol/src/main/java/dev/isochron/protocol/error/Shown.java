package dev.isochron.protocol.error;

import java.time.Duration;
import java.util.regex.Pattern;

/// How foreign text gets into messages: cut, and on one line.
final class Shown {

    /// A line or two on a screen.
    private static final int MAX_CHARACTERS = 160;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Shown() {}

    static String cut(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "…";
    }

    static String duration(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
