package dev.isochron.truetime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Reading;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelSourceTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long FLOOR = 100_000;
    private static final long DRIFT_PPB = 200_000;
    private static final KernelLimits LIMITS =
            new KernelLimits(FLOOR, DRIFT_PPB, 5 * SECOND, Optional.empty());

    /// What one second of the kernel's silence is allowed for, and the reads of a sample.
    private static final long ACCOUNT_AGE = 200_000;

    private static final long BLUR = 90;

    private final FakeHost host = FakeHost.atNoon();
    private final KernelSource source = new KernelSource(host, LIMITS);

    @Test
    void unsynchronisedIsAnErrorThatNamesTheRemedy() {
        Reading.Unusable refusal = refused();
        assertTrue(refusal.reason().contains("not synchronised"), refusal.reason());
        assertTrue(refusal.remedy().contains("chronyd"), refusal.remedy());
        assertTrue(refusal.remedy().contains("ntpd"), refusal.remedy());
        assertTrue(refusal.remedy().contains("single-host"), refusal.remedy());
    }

    @Test
    void widthIsMaxErrorPlusWhatIsPendingPlusFloorAndDrift() {
        host.synchronise(0, 3_000);
        host.pending(-40_000, 7_000);
        assertEquals(
                3 * MILLI + 40_000 + 7_000 + FLOOR + ACCOUNT_AGE + BLUR, vouched().halfNanos());
        assertEquals(DRIFT_PPB, vouched().growthPpb());
        assertTrue(vouched().guarded());
    }

    @Test
    void lineRunsThroughTheRealTimeClock() {
        host.synchronise(1_234_567, 3_000);
        TimeLine line = vouched();
        long shown = host.monotonicNanos() + line.offsetNanos();
        assertTrue(Math.abs(shown - host.trueNanos() - 1_234_567) <= 100, "" + shown);
    }

    @Test
    void maxErrorOfZeroIsNoBound() {
        host.synchronise(0, 0);
        Reading.Unusable refusal = refused();
        assertTrue(refusal.reason().contains("maxerror 0"), refusal.reason());
        assertTrue(refusal.remedy().contains("chronyd"), refusal.remedy());
    }

    /// systemd-timesyncd sets 0 and the kernel raises it, so it is seldom seen at 0: what gives it
    /// away is that every update starts from 0.
    @Test
    void daemonThatAlwaysResetsToZeroIsFoundOutAtItsSecondUpdate() {
        KernelSource vouchedFor =
                new KernelSource(
                        host,
                        new KernelLimits(FLOOR, DRIFT_PPB, 5 * SECOND, Optional.of("chronyd")));
        host.account(0);
        host.advance(3 * SECOND);
        assertInstanceOf(Verdict.Vouched.class, vouchedFor.read());
        host.advance(30 * SECOND);
        host.account(0);
        host.advance(2 * SECOND);
        var refusal = assertInstanceOf(Verdict.Refused.class, vouchedFor.read()).refusal();
        assertTrue(refusal.reason().contains("nobody keeps"), refusal.reason());
    }

    @Test
    void keeperWhoseErrorHappensToBeAMultipleOf500IsBelieved() {
        host.synchronise(0, 1_000);
        vouched();
        host.advance(10 * SECOND);
        host.account(1_377);
        vouched();
        host.advance(10 * SECOND);
        host.account(1_500);
        vouched();
    }

    @Test
    void carelessDaemonIsNamed() {
        host.synchronise(0, 3_000);
        host.daemon(TimeDaemon.named("systemd-timesyn"));
        assertTrue(refused().reason().contains("systemd-timesyncd"));
    }

    @Test
    void unseenDaemonCanBeVouchedFor() {
        host.synchronise(0, 3_000);
        host.daemon(new TimeDaemon.Unseen());
        assertTrue(refused().remedy().contains("clock.daemon=chronyd"));
        KernelSource vouchedFor =
                new KernelSource(
                        host, new KernelLimits(FLOOR, DRIFT_PPB, SECOND, Optional.of("chronyd")));
        assertInstanceOf(Verdict.Vouched.class, vouchedFor.read());
    }

    @Test
    void missingDaemonIsSearchedForSeldomAndFoundWhenItStarts() {
        host.synchronise(0, 3_000);
        host.daemon(new TimeDaemon.Unseen());
        for (int i = 0; i < 40; i++) {
            refused();
            host.advance(SECOND / 10);
        }
        assertEquals(1, host.daemonSearches());
        host.daemon(new TimeDaemon.Keeper("ntpd"));
        host.advance(2 * SECOND);
        host.account(3_003);
        vouched();
        assertEquals(2, host.daemonSearches());
    }

    /// FAULTS C3: the interval grows by itself; past the limit nothing is vouched for.
    @Test
    void deadDaemonShowsAsGrowingWidthAndThenAsAnError() {
        host.synchronise(0, 1_003);
        long atFirst = vouched().halfNanos();
        host.advance(1_000 * SECOND);
        long later = vouched().halfNanos();
        assertEquals(500 * MILLI, later - atFirst);
        host.advance(9_000 * SECOND);
        Reading.Unusable refusal = refused();
        assertTrue(refusal.reason().contains("ε has grown to 5.00 s"), refusal.reason());
        assertTrue(refusal.reason().contains("2.78 h ago"), refusal.reason());
        host.advance(30_000 * SECOND);
        assertTrue(refused().reason().contains("not synchronised"));
        host.account(1_003);
        vouched();
    }

    /// Between two readings the line itself grows by the drift, so a slow reader loses nothing.
    @Test
    void widthGrowsBetweenReadings() {
        host.synchronise(0, 1_003);
        TimeLine line = vouched();
        assertEquals(line.halfNanos() + 1 + 400_000, line.halfAt(line.anchorMono() + 2 * SECOND));
    }

    @Test
    void steppedClockIsUnusableUntilTheDaemonHasSpoken() {
        host.synchronise(0, 1_003);
        vouched();
        host.stepBy(3 * SECOND);
        assertTrue(refused().reason().contains("not synchronised"));
        host.synchronise(0, 2_001);
        vouched();
        assertEquals(2, measure("wall_clock_steps"));
    }

    /// chronyd steps and accounts for it at once, between two of our readings.
    @Test
    void stepThatTheDaemonHasAccountedForCostsNothing() {
        host.synchronise(80 * MILLI, 100_003);
        vouched();
        host.stepBy(-80 * MILLI);
        host.synchronise(0, 1_203);
        vouched();
        assertEquals(1, measure("wall_clock_steps"));
    }

    @Test
    void jumpThatTheKernelDoesNotKnowOfWaitsForTheDaemon() {
        host.synchronise(0, 1_003);
        vouched();
        host.jumpSilently(-50 * MILLI);
        assertTrue(refused().reason().contains("stepped by -50.0 ms"), refused().reason());
        host.advance(60 * SECOND);
        assertTrue(refused().remedy().contains("chronyc"));
        host.synchronise(0, 1_207);
        vouched();
    }

    /// ATTACKS 20: the monotonic clock stood still, and the account is of the time before.
    @Test
    void suspendedMachineIsUnusableUntilTheDaemonHasSpoken() {
        host.synchronise(0, 1_003);
        vouched();
        host.suspend(3_600 * SECOND, 400 * MILLI);
        Reading.Unusable refusal = refused();
        assertTrue(refusal.reason().contains("suspended for 1.00 h"), refusal.reason());
        host.advance(SECOND);
        refused();
        host.synchronise(0, 1_207);
        vouched();
        assertEquals(1, measure("suspensions"));
    }

    @Test
    void updateFromBeforeASuspensionDoesNotCountAsOneAfterIt() {
        host.synchronise(0, 1_003);
        vouched();
        host.account(1_111);
        host.suspend(60 * SECOND, 400 * MILLI);
        refused();
        host.advance(5 * SECOND);
        refused();
    }

    @Test
    void largeSlewIsAnErrorBecauseItsRestIsUnknown() {
        host.synchronise(0, 1_003);
        host.rate(0, 10_100);
        Reading.Unusable refusal = refused();
        assertTrue(refusal.reason().contains("10000 ppm"), refusal.reason());
        assertTrue(refusal.remedy().contains("makestep"), refusal.remedy());
        host.rate(0, 10_000);
        vouched();
    }

    /// 10 ppm off its long average for as long as chronyd's larger corrections take: 400 µs.
    @Test
    void smallSlewWidensTheInterval() {
        host.synchronise(0, 1_003);
        long before = vouched().halfNanos();
        host.rate(10L * 65_536, 10_000);
        long during = vouched().halfNanos();
        assertEquals(400_000, during - before);
    }

    @Test
    void steadyFrequencyCorrectionCostsNothing() {
        host.synchronise(0, 1_003);
        host.rate(-30L * 65_536, 10_000);
        assertEquals(1_003_000 + FLOOR + ACCOUNT_AGE + BLUR, vouched().halfNanos());
    }

    @Test
    void forbiddenSystemCallIsAnErrorWithItsRemedy() {
        host.unreadable("The account cannot be read.", "Allow it.");
        assertEquals(new Reading.Unusable("The account cannot be read.", "Allow it."), refused());
    }

    @Test
    void measuresTellWhatLedToTheWidth() {
        host.synchronise(0, 3_000);
        host.pending(-40_000, 0);
        vouched();
        host.advance(2 * SECOND);
        assertEquals(3 * MILLI, measure("max_error"));
        assertEquals(-40_000, measure("offset_pending"));
        assertEquals(1, measure("daemon_updates"));
        assertTrue(measure("since_daemon_update") >= 2 * SECOND);
    }

    private long measure(String name) {
        return source.measures().stream()
                .filter(measure -> measure.name().equals(name))
                .map(Measure::value)
                .findFirst()
                .orElseThrow();
    }

    private TimeLine vouched() {
        Verdict verdict = source.read();
        return assertInstanceOf(Verdict.Vouched.class, verdict, verdict::toString).line();
    }

    private Reading.Unusable refused() {
        Verdict verdict = source.read();
        return assertInstanceOf(Verdict.Refused.class, verdict, verdict::toString).refusal();
    }
}
