package dev.isochron.bench.stall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// The gaps of a client whose calls ended at known times.
class EndsTest {

    private static Ends at(long... times) {
        Ends ends = new Ends();
        for (long time : times) {
            ends.add(time);
        }
        return ends;
    }

    @Test
    void theLongestGapWithinIsTold() {
        assertEquals(30, at(10, 20, 50, 60).longestGapNanos(10, 60));
    }

    @Test
    void whoWaitedAtABorderWaitedForAsLongAsItDid() {
        Ends ends = at(0, 100, 110, 210);
        assertEquals(100, ends.longestGapNanos(90, 105));
        assertEquals(100, ends.longestGapNanos(101, 150));
        assertEquals(10, ends.longestGapNanos(100, 110));
    }

    @Test
    void endsWithinASpanAreCounted() {
        assertEquals(2, at(10, 20, 30, 40).within(20, 40));
    }

    @Test
    void manyEndsAreKept() {
        Ends ends = new Ends();
        for (long time = 0; time < 100_000; time++) {
            ends.add(time);
        }
        assertEquals(100_000, ends.within(0, 100_000));
    }
}
