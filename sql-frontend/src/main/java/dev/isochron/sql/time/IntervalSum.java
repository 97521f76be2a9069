package dev.isochron.sql.time;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.sql.error.SqlException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/// Adds up the fields of an interval; a fraction of a field goes into the smaller ones.
final class IntervalSum {

    private static final BigDecimal DAYS_PER_MONTH = BigDecimal.valueOf(30);
    private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(Days.MICROS_PER_DAY);
    private static final int MAX_DIGITS = 20;

    private final Set<IntervalUnit> seen = EnumSet.noneOf(IntervalUnit.class);
    private BigDecimal months = BigDecimal.ZERO;
    private BigDecimal days = BigDecimal.ZERO;
    private BigDecimal micros = BigDecimal.ZERO;

    boolean isEmpty() {
        return seen.isEmpty();
    }

    /// Notes that a unit is there.
    ///
    /// @return false if it was there already
    boolean mark(IntervalUnit unit) {
        return seen.add(unit);
    }

    void addMicros(long more) {
        micros = micros.add(BigDecimal.valueOf(more));
    }

    void addMonths(long more) {
        months = months.add(BigDecimal.valueOf(more));
    }

    /// Adds a number of units.
    void add(
            String token,
            IntervalUnit unit,
            Supplier<SqlException> invalid,
            Supplier<SqlException> outOfRange) {
        if (token.length() > MAX_DIGITS) {
            throw outOfRange.get();
        }
        BigDecimal number;
        try {
            number = new BigDecimal(token);
        } catch (NumberFormatException _) {
            throw invalid.get();
        }
        if (number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0 && isCounted(unit)) {
            throw outOfRange.get();
        }
        switch (unit) {
            case MICROSECOND -> addTime(number, 1);
            case MILLISECOND -> addTime(number, 1_000);
            case SECOND -> addTime(number, Days.MICROS_PER_SECOND);
            case MINUTE -> addTime(number, Days.MICROS_PER_MINUTE);
            case HOUR -> addTime(number, Days.MICROS_PER_HOUR);
            case DAY -> addDays(number);
            case WEEK -> addWeeks(number);
            case MONTH -> addFractionalMonths(number);
            case QUARTER -> addWholeMonths(number, 3);
            case YEAR -> addWholeMonths(number, 12);
            case DECADE -> addWholeMonths(number, 120);
            case CENTURY -> addWholeMonths(number, 1_200);
            case MILLENNIUM -> addWholeMonths(number, 12_000);
        }
    }

    private static boolean isCounted(IntervalUnit unit) {
        return unit.compareTo(IntervalUnit.DAY) >= 0;
    }

    private void addTime(BigDecimal number, long microsEach) {
        micros =
                micros.add(
                        number.multiply(BigDecimal.valueOf(microsEach))
                                .setScale(0, RoundingMode.HALF_EVEN));
    }

    private void addDays(BigDecimal number) {
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        days = days.add(whole);
        micros =
                micros.add(
                        number.subtract(whole)
                                .multiply(MICROS_PER_DAY)
                                .setScale(0, RoundingMode.HALF_EVEN));
    }

    private void addWeeks(BigDecimal number) {
        addDays(number.multiply(BigDecimal.valueOf(7)));
    }

    private void addFractionalMonths(BigDecimal number) {
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        months = months.add(whole);
        addDays(number.subtract(whole).multiply(DAYS_PER_MONTH));
    }

    /// A fraction of a year is rounded to whole months.
    private void addWholeMonths(BigDecimal number, int each) {
        months =
                months.add(
                        number.multiply(BigDecimal.valueOf(each))
                                .setScale(0, RoundingMode.HALF_EVEN));
    }

    CalendarInterval result(Supplier<SqlException> outOfRange) {
        try {
            return new CalendarInterval(
                    months.intValueExact(), days.intValueExact(), micros.longValueExact());
        } catch (ArithmeticException _) {
            throw outOfRange.get();
        }
    }
}
