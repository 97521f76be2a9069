package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimestampTest {

    @Test
    void negativeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Timestamp(-1));
    }

    @Test
    void plusNanosStopsAtBothEnds() {
        assertEquals(Timestamp.MAX, Timestamp.MAX.plusNanos(1));
        assertEquals(Timestamp.MAX, new Timestamp(1).plusNanos(Long.MAX_VALUE));
        assertEquals(Timestamp.MIN, new Timestamp(5).plusNanos(-6));
        assertEquals(Timestamp.MIN, Timestamp.MAX.plusNanos(Long.MIN_VALUE));
        assertEquals(Timestamp.MIN, Timestamp.MIN.plusNanos(Long.MIN_VALUE));
        assertEquals(new Timestamp(3), new Timestamp(5).plusNanos(-2));
    }

    @Test
    void nextIsStrictlyLaterOrNothing() {
        assertEquals(new Timestamp(1), Timestamp.MIN.next());
        assertThrows(IllegalStateException.class, Timestamp.MAX::next);
    }

    @Test
    void orderIsThatOfTheNanoseconds() {
        Timestamp early = new Timestamp(1);
        Timestamp late = new Timestamp(2);
        assertTrue(late.isAfter(early) && early.isBefore(late) && early.compareTo(late) < 0);
        assertFalse(early.isAfter(early) || early.isBefore(early));
        assertEquals(late, Timestamp.max(early, late));
        assertEquals(early, Timestamp.min(late, early));
    }

    @Test
    void textIsIsoWithNineDigits() {
        assertEquals(
                "2026-11-23T01:15:00.000000042Z", new Timestamp(1795396500_000000042L).toString());
        assertEquals("1970-01-01T00:00:00.000000000Z", Timestamp.MIN.toString());
        assertEquals("2262-04-11T23:47:16.854775807Z", Timestamp.MAX.toString());
    }
}
