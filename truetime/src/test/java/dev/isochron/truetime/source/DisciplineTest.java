package dev.isochron.truetime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.source.Discipline.Timex;
import org.junit.jupiter.api.Test;

class DisciplineTest {

    @Test
    void synchronisedNeedsStateAndBits() {
        assertTrue(timex(0, 0x2001, 0, 10_000).synchronised());
        assertFalse(timex(5, 0x2001, 0, 10_000).synchronised());
        assertFalse(timex(0, Timex.STA_UNSYNC, 0, 10_000).synchronised());
        assertFalse(timex(0, Timex.STA_CLOCKERR, 0, 10_000).synchronised());
    }

    @Test
    void rateCountsTickAndFrequency() {
        assertEquals(0, timex(0, 0, 0, 10_000).ratePpb());
        assertEquals(100_000, timex(0, 0, 0, 10_001).ratePpb());
        assertEquals(-32_768_000L * 1000 / 65_536, timex(0, 0, -32_768_000L, 10_000).ratePpb());
        assertEquals(100_000 - 500_000, timex(0, 0, -500L * 65_536, 10_001).ratePpb());
    }

    @Test
    void leapIsNearInFourStatesAndByTwoBits() {
        assertFalse(timex(0, 0, 0, 10_000).leapNear());
        for (int state = Timex.TIME_INS; state <= Timex.TIME_WAIT; state++) {
            assertTrue(timex(state, 0, 0, 10_000).leapNear());
        }
        assertTrue(timex(0, Timex.STA_INS, 0, 10_000).leapNear());
        assertTrue(timex(0, Timex.STA_DEL, 0, 10_000).leapNear());
    }

    private static Timex timex(int state, int status, long frequency, long tick) {
        return new Timex(state, status, 1, 1, 0, 0, frequency, tick);
    }
}
