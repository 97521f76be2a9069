package dev.isochron.truetime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.ClockUnusableException;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.source.FakeHost;
import dev.isochron.truetime.source.FakeOffset;
import dev.isochron.truetime.source.FixedSource;
import dev.isochron.truetime.source.KernelLimits;
import dev.isochron.truetime.source.KernelSource;
import dev.isochron.truetime.source.SingleHostSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostTimeTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final FakeHost host = FakeHost.atNoon();

    private HostTime kernel() {
        KernelLimits limits = new KernelLimits(100_000, 200_000, 5 * SECOND, Optional.empty());
        return new HostTime(host, new KernelSource(host, limits), host::advance);
    }

    @Test
    void unusableClockOpensAndSaysSoInEveryWay() {
        HostTime clock = kernel();
        var unusable = assertInstanceOf(Reading.Unusable.class, clock.now());
        var thrown = assertThrows(ClockUnusableException.class, clock::interval);
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains(unusable.reason()), message);
        assertTrue(message.contains(unusable.remedy()), message);
        assertEquals(unusable, thrown.reading());
        assertThrows(ClockUnusableException.class, clock::earliestNanos);
        assertThrows(ClockUnusableException.class, clock::latestNanos);
        assertThrows(ClockUnusableException.class, () -> clock.after(Timestamp.MIN));
        assertThrows(ClockUnusableException.class, () -> clock.before(Timestamp.MAX));
        assertThrows(ClockUnusableException.class, () -> clock.awaitPast(Timestamp.MIN));
    }

    @Test
    void clockIsAskedAgainSoonAfterItRefused() {
        HostTime clock = kernel();
        clock.now();
        host.synchronise(0, 1_003);
        assertInstanceOf(Reading.Unusable.class, clock.now());
        host.advance(SECOND / 10);
        assertInstanceOf(Reading.Usable.class, clock.now());
    }

    /// By it a keeper knows when to come back.
    @Test
    void refreshTellsHowLongItHolds() {
        FakeOffset shared = new FakeOffset(0, 0);
        HostTime clock =
                new HostTime(
                        host, new SingleHostSource(host, shared, Timestamp.MIN), host::advance);
        long holds = clock.refresh();
        assertTrue(holds > 2 * SECOND, "holds for " + holds);
        int writes = shared.writes();
        host.advance(holds - SECOND);
        assertTrue(clock.refresh() > 2 * SECOND, "drawn anew before it is due");
        assertEquals(writes + 1, shared.writes());
        host.advance(SECOND);
        clock.interval();
        assertEquals(writes + 1, shared.writes(), "a reader wrote");
    }

    @Test
    void stepOfTheWallClockIsNoticedByTheVeryNextReading() {
        host.synchronise(0, 1_003);
        HostTime clock = kernel();
        clock.interval();
        host.stepBy(-3 * SECOND);
        assertInstanceOf(Reading.Unusable.class, clock.now());
        host.stepBy(3 * SECOND);
        host.synchronise(0, 1_003);
        host.advance(SECOND / 10);
        assertTrue(contains(clock.interval()));
    }

    @Test
    void smallestStepBeyondToleranceIsNoticed() {
        host.synchronise(0, 1_003);
        HostTime clock = kernel();
        clock.interval();
        long before = measure(clock, "redraws");
        host.jumpSilently(21_000);
        clock.now();
        assertEquals(before + 1, measure(clock, "redraws"));
    }

    /// ATTACKS 20: on waking up the monotonic clock has stood still, the real-time clock has not.
    @Test
    void suspensionIsNoticedByTheVeryNextReading() {
        host.synchronise(0, 1_003);
        HostTime clock = kernel();
        clock.interval();
        host.suspend(3_600 * SECOND, 250 * MILLI);
        var unusable = assertInstanceOf(Reading.Unusable.class, clock.now());
        assertTrue(unusable.reason().contains("suspended"), unusable.reason());
    }

    @Test
    void pauseBetweenTwoReadsIsNotTakenForAStep() {
        host.synchronise(0, 1_003);
        HostTime clock = kernel();
        clock.interval();
        long before = measure(clock, "redraws");
        for (int i = 0; i < 100; i++) {
            host.pauseAfter(1, 3 * MILLI);
            assertTrue(contains(clock.interval()));
        }
        assertEquals(before, measure(clock, "redraws"));
    }

    @Test
    void lineThatIsDueIsDrawnAnewByTheReader() {
        host.synchronise(0, 1_003);
        HostTime clock = kernel();
        for (int i = 0; i < 30; i++) {
            host.advance(2 * SECOND);
            assertTrue(contains(clock.interval()));
        }
        assertEquals(31, measure(clock, "redraws"));
    }

    @Test
    void clockThatWentBackContradictsItselfUntilItHasCaughtUp() {
        HostTime clock = new HostTime(host, new FixedSource(host, 3 * SECOND), host::advance);
        Interval before = clock.interval();
        host.advance(4 * SECOND);
        host.stepBy(5 * SECOND);
        Interval ahead = clock.interval();
        assertTrue(ahead.earliest().isAfter(before.latest()));
        host.stepBy(-6 * SECOND);
        clock.interval();
        host.stepBy(-5 * SECOND);
        var unusable = assertInstanceOf(Reading.Unusable.class, clock.now());
        assertTrue(unusable.reason().contains("went back"), unusable.reason());
        assertEquals(1, measure(clock, "contradictions"));
        host.advance(6 * SECOND);
        Interval after = clock.interval();
        assertFalse(after.earliest().isBefore(ahead.earliest()));
        assertFalse(after.latest().isBefore(ahead.latest()));
    }

    /// ATTACKS 19: two nodes of one host, one of them restarted after the wall clock was set back.
    @Test
    void nodesOfOneHostShareOneTimeWhateverTheWallClockDoes() {
        FakeOffset shared = new FakeOffset(1_795_000_000L * SECOND, 0);
        HostTime running = singleHost(shared);
        running.interval();
        host.stepBy(-3_600 * SECOND);
        HostTime restarted = singleHost(shared);
        Timestamp last = Timestamp.MIN;
        for (int i = 0; i < 1_000; i++) {
            HostTime turn = i % 2 == 0 ? running : restarted;
            Interval now = turn.interval();
            assertEquals(0, now.widthNanos());
            assertTrue(now.earliest().isAfter(last), "a later reading, by whichever node");
            last = now.latest();
            host.advance(i * 100_000L);
        }
        assertEquals(running.domain(), restarted.domain());
    }

    private HostTime singleHost(FakeOffset shared) {
        return new HostTime(host, new SingleHostSource(host, shared, Timestamp.MIN), host::advance);
    }

    private boolean contains(Interval interval) {
        long truth = host.trueNanos();
        return interval.earliest().nanos() <= truth
                && truth - 3_100 * 1_000 <= interval.latest().nanos();
    }

    private static long measure(HostTime clock, String name) {
        return clock.status().measures().stream()
                .filter(measure -> measure.name().equals(name))
                .map(Measure::value)
                .findFirst()
                .orElseThrow();
    }
}
