package dev.isochron.truetime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FixedSourceTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final FakeHost host = FakeHost.atNoon();
    private final FixedSource source = new FixedSource(host, 10 * MILLI);

    @Test
    void widthIsTheVouchedBoundAndTheSmallestNoticedStep() {
        var line = assertInstanceOf(Verdict.Vouched.class, source.read()).line();
        assertEquals(10 * MILLI + TimeLine.STEP_TOLERANCE_NANOS + 90, line.halfNanos());
        assertEquals(0, line.growthPpb());
        assertTrue(line.guarded());
    }

    @Test
    void kernelNeedNotBeSynchronised() {
        host.stepBy(0);
        assertInstanceOf(Verdict.Vouched.class, source.read());
    }

    @Test
    void stepInsideTheBoundIsFollowed() {
        source.read();
        host.stepBy(-19 * MILLI);
        var line = assertInstanceOf(Verdict.Vouched.class, source.read()).line();
        long shown = host.monotonicNanos() + line.offsetNanos();
        assertTrue(Math.abs(shown - host.trueNanos() + 19 * MILLI) < 1_000);
    }

    @Test
    void stepBeyondTheBoundProvesThePromiseBroken() {
        source.read();
        host.stepBy(21 * MILLI);
        var refused = assertInstanceOf(Verdict.Refused.class, source.read()).refusal();
        assertTrue(refused.reason().contains("21.0 ms"), refused.reason());
        assertTrue(refused.remedy().contains("restart"), refused.remedy());
        host.stepBy(-21 * MILLI);
        host.advance(60 * SECOND);
        assertInstanceOf(Verdict.Refused.class, source.read(), "a broken promise stays broken");
    }

    @Test
    void suspensionIsNoStep() {
        source.read();
        host.suspend(3_600 * SECOND, 0);
        assertInstanceOf(Verdict.Vouched.class, source.read());
    }
}
