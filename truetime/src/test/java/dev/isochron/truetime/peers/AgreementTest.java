package dev.isochron.truetime.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void nothingAgreesOnNothing() {
        assertEquals(Optional.empty(), Agreement.of(List.of()));
    }

    @Test
    void oneClockAgreesWithItself() {
        assertEquals(agreed(3, 8, 1), Agreement.of(List.of(Interval.of(3, 8))));
    }

    /// The three examples that are usually given for Marzullo's algorithm.
    @Test
    void classicalExamples() {
        assertEquals(
                agreed(11, 12, 3),
                Agreement.of(
                        List.of(Interval.of(8, 12), Interval.of(11, 13), Interval.of(10, 12))));
        assertEquals(
                agreed(11, 12, 2),
                Agreement.of(
                        List.of(Interval.of(8, 12), Interval.of(11, 13), Interval.of(14, 15))));
        assertEquals(
                agreed(9, 9, 2),
                Agreement.of(List.of(Interval.of(8, 9), Interval.of(9, 12), Interval.of(11, 13))),
                "touching counts, and the first of equals wins");
    }

    /// With fewer liars than half, the honest clocks' overlap holds true time and is no smaller
    /// than what all share; the count tells that a majority stands behind it.
    @Test
    void majorityOfHonestClocksIsFoundAgainstAnyLiars() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            int clocks = 3 + random.nextInt(5);
            int liars = (clocks - 1) / 2;
            List<Interval> intervals = new ArrayList<>();
            for (int i = 0; i < clocks; i++) {
                long base = i < liars ? 1_000 + random.nextInt(20_000) : 11_000L;
                intervals.add(Interval.of(base - random.nextInt(100), base + random.nextInt(100)));
            }
            Collections.shuffle(intervals, random);
            Agreement agreement = Agreement.of(intervals).orElseThrow();
            assertTrue(agreement.clocks() >= clocks - liars, "seed " + seed);
            long sharing =
                    intervals.stream().filter(i -> contains(i, agreement.interval())).count();
            assertEquals(agreement.clocks(), sharing, "seed " + seed);
        }
    }

    private static boolean contains(Interval whole, Interval part) {
        return !whole.earliest().isAfter(part.earliest())
                && !whole.latest().isBefore(part.latest());
    }

    private static Optional<Agreement> agreed(long earliest, long latest, int clocks) {
        return Optional.of(new Agreement(Interval.of(earliest, latest), clocks));
    }
}
