package dev.isochron.truetime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.Timestamp;
import org.junit.jupiter.api.Test;

/// ATTACKS 19: one host, ε = 0, and a wall clock that does what it wants.
class SingleHostSourceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long OFFSET = 1_795_000_000L * SECOND;

    private final FakeHost host = FakeHost.atNoon();
    private final FakeOffset shared = new FakeOffset(OFFSET, 0);
    private final SingleHostSource source = new SingleHostSource(host, shared, Timestamp.MIN);

    @Test
    void epsilonIsZeroAndStaysZero() {
        TimeLine line = vouched();
        assertEquals(0, line.halfAt(line.anchorMono() + 3_000 * SECOND));
        assertEquals(OFFSET, line.offsetNanos());
    }

    @Test
    void wallClockStepsDoNotTouchIt() {
        vouched();
        host.stepBy(-3_600 * SECOND);
        TimeLine line = vouched();
        assertEquals(OFFSET, line.offsetNanos());
        assertFalse(line.guarded());
    }

    @Test
    void everyLineEndsWellBelowTheDurableHorizon() {
        for (int i = 0; i < 100; i++) {
            TimeLine line = vouched();
            long end = line.expiryMono() + line.offsetNanos();
            assertTrue(end + SingleHostSource.RESERVE_NANOS <= shared.horizonNanos());
            host.advance(SECOND / 3);
        }
        assertTrue(shared.writes() <= 10, "a write each four seconds, not " + shared.writes());
    }

    @Test
    void aLookASecondBeforeALineIsDueSparesItsReadersTheDisk() {
        for (int i = 0; i < 20; i++) {
            TimeLine line = vouched();
            int writes = shared.writes();
            host.advance(line.refreshMono() - line.anchorMono() - SECOND);
            TimeLine next = vouched();
            assertEquals(writes + 1, shared.writes());
            host.advance(SECOND + 1);
            assertTrue(host.monotonicNanos() < next.refreshMono(), "due already");
            vouched();
            assertEquals(writes + 1, shared.writes());
        }
    }

    @Test
    void fullDiskIsBridgedThenRefusedThenRecovers() {
        vouched();
        shared.failing(true);
        host.advance(6 * SECOND);
        vouched();
        host.advance(5 * SECOND);
        var refusal = assertInstanceOf(Verdict.Refused.class, source.read()).refusal();
        assertTrue(refusal.reason().contains("disk is full"), refusal.reason());
        assertTrue(refusal.remedy().contains("clock.dir"), refusal.remedy());
        shared.failing(false);
        vouched();
    }

    @Test
    void storeFromTheFutureIsWaitedFor() {
        long floor = host.monotonicNanos() + OFFSET + 2 * SECOND;
        SingleHostSource behind = new SingleHostSource(host, shared, new Timestamp(floor));
        var refusal = assertInstanceOf(Verdict.Refused.class, behind.read()).refusal();
        assertTrue(refusal.reason().contains("2.00 s ahead"), refusal.reason());
        host.advance(3 * SECOND);
        assertInstanceOf(Verdict.Vouched.class, behind.read());
    }

    private TimeLine vouched() {
        Verdict verdict = source.read();
        return assertInstanceOf(Verdict.Vouched.class, verdict, verdict::toString).line();
    }
}
