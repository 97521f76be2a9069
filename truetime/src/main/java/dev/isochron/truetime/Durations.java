package dev.isochron.truetime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lengths of time in nanoseconds, as people write and read them: `250us`, `1.5s`, `2min`.
public final class Durations {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,9}))?\\s*([a-z]+)");
    private static final String[] UNITS = {"ns", "us", "ms", "s", "min", "h", "d"};
    private static final String[] SIGNS = {"ns", "µs", "ms", "s", "min", "h", "d"};
    private static final long[] NANOS = {
        1L,
        1_000L,
        1_000_000L,
        1_000_000_000L,
        60_000_000_000L,
        3_600_000_000_000L,
        86_400_000_000_000L
    };

    private Durations() {}

    /// The length that `text` names: a number and one of ns, us, ms, s, min, h, d.
    ///
    /// @throws IllegalArgumentException if it names none, or one beyond 292 years
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT).replace('µ', 'u'));
        if (!form.matches()) {
            throw refuse(text);
        }
        long unit = unitNanos(form.group(3), text);
        try {
            long whole = Math.multiplyExact(Long.parseLong(form.group(1)), unit);
            return Math.addExact(whole, fraction(form.group(2), unit));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is longer than 292 years", e);
        }
    }

    /// `nanos` with three significant figures in the unit that suits it.
    public static String text(long nanos) {
        long size = Math.abs(nanos);
        int unit = 0;
        while (unit < UNITS.length - 1 && size >= NANOS[unit + 1]) {
            unit++;
        }
        double count = (double) nanos / NANOS[unit];
        double magnitude = Math.abs(count);
        boolean whole = unit == 0 || magnitude >= 99.95;
        String form = whole ? "%.0f %s" : magnitude >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, form, count, SIGNS[unit]);
    }

    private static long unitNanos(String name, String text) {
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(name)) {
                return NANOS[i];
            }
        }
        throw refuse(text);
    }

    private static long fraction(@Nullable String digits, long unit) {
        if (digits == null) {
            return 0;
        }
        long scale = 1;
        for (int i = 0; i < digits.length(); i++) {
            scale *= 10;
        }
        long parts = Long.parseLong(digits);
        return unit >= scale ? parts * (unit / scale) : parts * unit / scale;
    }

    private static IllegalArgumentException refuse(String text) {
        return new IllegalArgumentException(
                """
                '%s' is no length of time; write a number and a unit, like 250us, 10ms, 1.5s or \
                2min\
                """
                        .formatted(text));
    }
}
