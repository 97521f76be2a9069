package dev.isochron.truetime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimeLineTest {

    @Test
    void growthOverTheLongestLifeDoesNotOverflow() {
        TimeLine line =
                new TimeLine(0, 0, 5, TimeLine.MAX_GROWTH_PPB, 0, TimeLine.MAX_LIFE_NANOS, true);
        assertEquals(5 + 3_600_000_000L + 1, line.halfAt(TimeLine.MAX_LIFE_NANOS));
    }

    @Test
    void growthNeverRoundsDown() {
        TimeLine line = new TimeLine(0, 100, 0, 1, 100, 200, true);
        assertTrue(line.halfAt(100) >= 0 && line.halfAt(101) >= 1);
        assertTrue(line.halfAt(99) >= 0, "a reader may be a little before the anchor");
    }

    @Test
    void whatIsNoLineIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TimeLine(0, 0, -1, 0, 0, 0, true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TimeLine(0, 0, 0, TimeLine.MAX_GROWTH_PPB + 1, 0, 0, true));
        assertThrows(IllegalArgumentException.class, () -> new TimeLine(0, 5, 0, 0, 4, 9, true));
        assertThrows(IllegalArgumentException.class, () -> new TimeLine(0, 5, 0, 0, 9, 8, true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TimeLine(0, 0, 0, 0, 0, TimeLine.MAX_LIFE_NANOS + 1, true));
    }
}
