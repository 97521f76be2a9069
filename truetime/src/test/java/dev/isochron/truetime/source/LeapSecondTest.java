package dev.isochron.truetime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// FAULTS C7: world time names two moments alike, so around a leap second nothing is vouched for.
class LeapSecondTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final long MIDNIGHT = 20_781 * DAY;

    private final FakeHost host = new FakeHost(MIDNIGHT - 60 * SECOND);
    private final KernelSource source =
            new KernelSource(
                    host, new KernelLimits(100_000, 200_000, 5 * SECOND, Optional.of("chronyd")));

    @Test
    void lineEndsBeforeTheWindowOpens() {
        host.synchronise(0, 1_003);
        host.leap(Discipline.Timex.TIME_INS);
        host.advance(55 * SECOND);
        var line = assertInstanceOf(Verdict.Vouched.class, source.read()).line();
        long expiry = line.expiryMono() + line.offsetNanos();
        assertTrue(expiry <= MIDNIGHT - LeapWindow.REACH_NANOS, "" + (MIDNIGHT - expiry));
    }

    @Test
    void silentAroundTheLeapAndBackAfterItWithoutTheDaemon() {
        host.synchronise(0, 1_003);
        host.leap(Discipline.Timex.TIME_INS);
        assertInstanceOf(Verdict.Vouched.class, source.read());
        host.advance(58 * SECOND);
        var refused = assertInstanceOf(Verdict.Refused.class, source.read());
        assertTrue(refused.refusal().reason().contains("leap second"));
        host.advance(2 * SECOND);
        host.leap(Discipline.Timex.TIME_WAIT);
        host.jumpSilently(-SECOND);
        assertInstanceOf(Verdict.Refused.class, source.read());
        host.advance(5 * SECOND);
        assertInstanceOf(Verdict.Vouched.class, source.read());
    }

    @Test
    void leapThatNobodyWatchedIsNotTakenForAStep() {
        host.synchronise(0, 1_003);
        host.leap(Discipline.Timex.TIME_INS);
        assertInstanceOf(Verdict.Vouched.class, source.read());
        host.advance(60 * SECOND);
        host.jumpSilently(-SECOND);
        host.leap(Discipline.Timex.TIME_WAIT);
        host.advance(60 * SECOND);
        assertInstanceOf(Verdict.Vouched.class, source.read());
    }

    @Test
    void secondThatNobodyAnnouncedIsAStep() {
        host.synchronise(0, 1_003);
        assertInstanceOf(Verdict.Vouched.class, source.read());
        host.advance(60 * SECOND);
        host.jumpSilently(-SECOND);
        assertInstanceOf(Verdict.Refused.class, source.read());
    }

    @Test
    void ordinaryMidnightIsNothing() {
        host.synchronise(0, 1_003);
        host.advance(60 * SECOND);
        assertInstanceOf(Verdict.Vouched.class, source.read());
    }

    @Test
    void windowReachesThreeSecondsToEitherSide() {
        assertFalse(LeapWindow.covers(MIDNIGHT - 3 * SECOND));
        assertTrue(LeapWindow.covers(MIDNIGHT - 3 * SECOND + 1));
        assertTrue(LeapWindow.covers(MIDNIGHT));
        assertTrue(LeapWindow.covers(MIDNIGHT + 3 * SECOND - 1));
        assertFalse(LeapWindow.covers(MIDNIGHT + 3 * SECOND));
        assertEquals(SECOND, LeapWindow.untilOpens(MIDNIGHT - 4 * SECOND));
        assertEquals(0, LeapWindow.untilOpens(MIDNIGHT));
    }
}
