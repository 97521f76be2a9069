package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void cannotEndBeforeItBegins() {
        assertThrows(IllegalArgumentException.class, () -> Interval.of(2, 1));
    }

    @Test
    void surelyMeansBeyondTheEndNotAtIt() {
        Interval now = Interval.of(10, 20);
        assertTrue(now.surelyAfter(new Timestamp(9)));
        assertFalse(now.surelyAfter(new Timestamp(10)));
        assertTrue(now.surelyBefore(new Timestamp(21)));
        assertFalse(now.surelyBefore(new Timestamp(20)));
    }

    @Test
    void epsilonIsHalfTheWidthRoundedUp() {
        assertEquals(0, Interval.of(7, 7).epsilonNanos());
        assertEquals(2, Interval.of(7, 10).epsilonNanos());
        assertEquals(1L << 62, Interval.of(0, Long.MAX_VALUE).epsilonNanos());
    }

    @Test
    void touchingIntervalsOverlap() {
        assertEquals(
                Optional.of(Interval.of(5, 5)), Interval.of(1, 5).intersect(Interval.of(5, 9)));
        assertFalse(Interval.of(1, 4).overlaps(Interval.of(5, 9)));
        assertEquals(Optional.empty(), Interval.of(5, 9).intersect(Interval.of(1, 4)));
        assertEquals(
                Optional.of(Interval.of(3, 4)), Interval.of(1, 9).intersect(Interval.of(3, 4)));
    }

    @Test
    void waitIsTheTimeUntilEarliestHasPassed() {
        Interval now = Interval.of(10, 20);
        assertEquals(0, TrueTime.waitNanos(now, new Timestamp(9)));
        assertEquals(1, TrueTime.waitNanos(now, new Timestamp(10)));
        assertEquals(11, TrueTime.waitNanos(now, now.latest()));
        assertEquals(Long.MAX_VALUE, TrueTime.waitNanos(Interval.of(0, 0), Timestamp.MAX));
    }
}
