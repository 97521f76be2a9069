package dev.isochron.truetime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.ClockUnusableException;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;

    private long truth = START;

    private SimulatedTime clock(SimulatedClock character) {
        return new SimulatedTime(character, () -> truth, nanos -> truth += nanos);
    }

    /// FAULTS C1: skew, drift and jumps inside the bound, over many characters.
    @Test
    void honestClockContainsTrueTimeAtEveryMoment() {
        for (long seed = 1; seed <= 300; seed++) {
            truth = START;
            SimulatedTime clock = clock(SimulatedClock.likeSpanner(seed));
            for (int i = 0; i < 500; i++) {
                truth += SECOND / 7;
                Interval now = clock.interval();
                assertTrue(contains(now, truth), "seed " + seed + " at " + truth + ": " + now);
            }
        }
    }

    @Test
    void errorsReachBothEndsOfTheBound() {
        int atLowEnd = 0;
        int atHighEnd = 0;
        for (long seed = 1; seed <= 100; seed++) {
            SimulatedClock character = new SimulatedClock(seed, 1_000, 0, SECOND);
            long error = character.errorAt(START, START);
            atLowEnd += error == -1_000 ? 1 : 0;
            atHighEnd += error == 1_000 ? 1 : 0;
        }
        assertTrue(atLowEnd >= 5 && atHighEnd >= 5, atLowEnd + " low, " + atHighEnd + " high");
    }

    @Test
    void oneSeedIsOneHistory() {
        List<Reading> first = history(7);
        assertEquals(first, history(7));
        assertFalse(first.equals(history(8)));
    }

    private List<Reading> history(long seed) {
        truth = START;
        SimulatedTime clock = clock(SimulatedClock.likeSpanner(seed));
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            truth += SECOND / 3;
            readings.add(clock.now());
        }
        return readings;
    }

    /// Spanner §3: "ε is typically a sawtooth function of time, varying from about 1 to 7 ms over
    /// each poll interval".
    @Test
    void epsilonIsASawtoothOfOneToSevenMilliseconds() {
        SimulatedTime clock = clock(SimulatedClock.likeSpanner(1));
        truth = 3_000 * SECOND;
        assertEquals(1_000_001, clock.interval().epsilonNanos());
        truth += 30 * SECOND - 1;
        assertEquals(7.0, clock.interval().epsilonNanos() / 1e6, 0.001);
    }

    @Test
    void stepIsALieOutsideTheBound() {
        SimulatedTime clock = clock(SimulatedClock.likeSpanner(3));
        clock.inject(new ClockFault.Step(START + SECOND, START + 2 * SECOND, SECOND));
        assertTrue(contains(clock.interval(), truth));
        truth = START + SECOND;
        assertTrue(clock.interval().surelyAfter(new Timestamp(truth)));
    }

    @Test
    void driftIsALieThatGrows() {
        SimulatedTime clock = clock(SimulatedClock.likeSpanner(3));
        clock.inject(new ClockFault.Drift(START, Long.MAX_VALUE, -10_000_000));
        assertTrue(contains(clock.interval(), truth));
        truth += 10 * SECOND;
        assertFalse(contains(clock.interval(), truth), "100 ms behind");
        assertTrue(clock.interval().surelyBefore(new Timestamp(truth)));
    }

    @Test
    void silenceWidensAndStaysHonest() {
        SimulatedTime clock = clock(SimulatedClock.likeSpanner(4));
        clock.inject(new ClockFault.Silence(START, START + 1_000 * SECOND));
        for (int i = 0; i < 900; i++) {
            truth += SECOND;
            assertTrue(contains(clock.interval(), truth));
        }
        assertTrue(clock.interval().epsilonNanos() > 180_000_000L);
        truth = START + 1_001 * SECOND;
        clock.restart();
        assertTrue(clock.interval().epsilonNanos() < 8_000_000L);
    }

    @Test
    void lossIsSaidAndPasses() {
        SimulatedTime clock = clock(SimulatedClock.likeSpanner(4));
        clock.inject(new ClockFault.Loss(START, START + SECOND));
        assertInstanceOf(Reading.Unusable.class, clock.now());
        assertThrows(ClockUnusableException.class, clock::latestNanos);
        truth += SECOND;
        assertInstanceOf(Reading.Usable.class, clock.now());
    }

    @Test
    void healedLiarIsUnusableUntilTimeCatchesUpOrItRestarts() {
        SimulatedTime clock = clock(SimulatedClock.likeSpanner(5));
        clock.inject(new ClockFault.Step(START, Long.MAX_VALUE, 3_600 * SECOND));
        clock.interval();
        clock.heal();
        assertInstanceOf(Reading.Unusable.class, clock.now());
        clock.restart();
        assertTrue(contains(clock.interval(), truth));
    }

    private static boolean contains(Interval interval, long truth) {
        return interval.earliest().nanos() <= truth && truth <= interval.latest().nanos();
    }
}
