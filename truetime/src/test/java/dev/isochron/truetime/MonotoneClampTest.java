package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MonotoneClampTest {

    @Test
    void neitherEndRunsBackwards() {
        MonotoneClamp clamp = new MonotoneClamp();
        assertEquals(usable(10, 20), clamp.apply(Interval.of(10, 20)));
        assertEquals(usable(10, 20), clamp.apply(Interval.of(5, 15)));
        assertEquals(usable(12, 20), clamp.apply(Interval.of(12, 13)));
        assertEquals(usable(12, 30), clamp.apply(Interval.of(1, 30)));
    }

    @Test
    void contradictionVouchesForNothingUntilTheClockHasCaughtUp() {
        MonotoneClamp clamp = new MonotoneClamp();
        clamp.apply(Interval.of(5_000_000_000L, 5_000_000_100L));
        Reading back = clamp.apply(Interval.of(1_000_000_000L, 1_000_000_100L));
        var unusable = assertInstanceOf(Reading.Unusable.class, back);
        assertTrue(unusable.remedy().contains("4000 ms"), unusable.remedy());
        assertEquals(
                usable(5_000_000_000L, 5_000_000_100L),
                clamp.apply(Interval.of(4_999_999_900L, 5_000_000_000L)));
    }

    /// As long as the intervals it is given contain true time, so do those it gives.
    @Test
    void clampedIntervalStillContainsTrueTime() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            MonotoneClamp clamp = new MonotoneClamp();
            long truth = 1_000;
            long last = 0;
            for (int i = 0; i < 200; i++) {
                truth += random.nextInt(30);
                Interval raw =
                        Interval.of(truth - random.nextInt(500), truth + random.nextInt(500));
                Interval clamped =
                        assertInstanceOf(Reading.Usable.class, clamp.apply(raw)).interval();
                long t = truth;
                assertTrue(
                        clamped.earliest().nanos() <= t && t <= clamped.latest().nanos(),
                        "seed " + seed);
                assertTrue(clamped.earliest().nanos() >= last, "seed " + seed);
                last = clamped.earliest().nanos();
            }
        }
    }

    private static Reading usable(long earliest, long latest) {
        return new Reading.Usable(Interval.of(earliest, latest));
    }
}
