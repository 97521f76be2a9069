package dev.isochron.sql.time;

import dev.isochron.sql.error.SqlException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the time within an interval, whose hours may be many.
final class IntervalClock {

    private IntervalClock() {}

    /// Microseconds of `4:05`, `4:05:06.7`; of two fields the first are minutes if a fraction
    /// follows, or if the type says so.
    static long micros(
            String token,
            @Nullable IntervalUnit smallest,
            Supplier<SqlException> invalid,
            Supplier<SqlException> outOfRange) {
        int point = token.indexOf('.');
        String[] fields = (point < 0 ? token : token.substring(0, point)).split(":", -1);
        if (fields.length < 2 || fields.length > 3) {
            throw invalid.get();
        }
        long[] numbers = new long[3];
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].isEmpty()) {
                throw invalid.get();
            }
            if (fields[i].length() > 12) {
                throw outOfRange.get();
            }
            numbers[i] = Long.parseLong(fields[i]);
        }
        boolean isMinuteAndSecond =
                fields.length == 2 && (point >= 0 || smallest == IntervalUnit.SECOND);
        if (isMinuteAndSecond) {
            numbers[2] = numbers[1];
            numbers[1] = numbers[0];
            numbers[0] = 0;
        }
        if (numbers[1] > 59 || numbers[2] > 60) {
            throw outOfRange.get();
        }
        long fraction =
                point < 0 || point + 1 == token.length()
                        ? 0
                        : Math.round(Double.parseDouble("0" + token.substring(point)) * 1e6);
        try {
            long seconds =
                    Math.addExact(
                            Math.multiplyExact(numbers[0], 3600L), numbers[1] * 60 + numbers[2]);
            return Math.addExact(Math.multiplyExact(seconds, Days.MICROS_PER_SECOND), fraction);
        } catch (ArithmeticException _) {
            throw outOfRange.get();
        }
    }
}
