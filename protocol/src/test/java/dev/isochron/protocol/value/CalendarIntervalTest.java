package dev.isochron.protocol.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.protocol.schema.ColumnType.Scalar;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class CalendarIntervalTest {

    private static final BigInteger MICROS_PER_DAY = BigInteger.valueOf(86_400_000_000L);

    /// PostgreSQL compares intervals by one number of 128 bits.
    @Test
    void intervalsCompareAsTheirMicrosecondsInTotalDo() {
        Seeds.each(
                5000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    CalendarInterval a = (CalendarInterval) values.value(Scalar.INTERVAL);
                    CalendarInterval b = (CalendarInterval) values.value(Scalar.INTERVAL);
                    assertEquals(total(a).compareTo(total(b)), ValueOrder.compare(a, b));
                });
    }

    private static BigInteger total(CalendarInterval interval) {
        return BigInteger.valueOf(interval.months())
                .multiply(BigInteger.valueOf(30))
                .add(BigInteger.valueOf(interval.days()))
                .multiply(MICROS_PER_DAY)
                .add(BigInteger.valueOf(interval.micros()));
    }

    @Test
    void thePlainestComparesEqualAndIsOneOnly() {
        Seeds.each(
                5000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    CalendarInterval a = (CalendarInterval) values.value(Scalar.INTERVAL);
                    CalendarInterval b = (CalendarInterval) values.value(Scalar.INTERVAL);
                    assertEquals(total(a), total(a.plainest()));
                    assertEquals(a.plainest(), a.plainest().plainest());
                    assertEquals(total(a).equals(total(b)), a.plainest().equals(b.plainest()));
                });
    }

    @Test
    void extremesHaveAPlainestToo() {
        for (int sign : new int[] {-1, 1}) {
            CalendarInterval extreme =
                    sign > 0
                            ? new CalendarInterval(
                                    Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE)
                            : new CalendarInterval(
                                    Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);
            assertEquals(extreme, extreme.plainest());
        }
        assertEquals(new CalendarInterval(0, 0, -1), new CalendarInterval(-1, 30, -1).plainest());
    }

    @Test
    void whatNoIntervalSpansIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> CalendarInterval.ofSpan(Long.MAX_VALUE, 0));
        assertThrows(
                IllegalArgumentException.class, () -> CalendarInterval.ofSpan(Long.MIN_VALUE, 1));
        assertThrows(IllegalArgumentException.class, () -> CalendarInterval.ofSpan(0, -1));
    }
}
