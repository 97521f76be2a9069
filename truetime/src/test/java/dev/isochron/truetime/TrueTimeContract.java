package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What every [TrueTime] keeps, real or not. Subclasses give one and the way to let time pass.
public abstract class TrueTimeContract {

    /// The clock under test, the same one at each call, and usable.
    protected abstract TrueTime clock();

    /// Lets at least `nanos` of true time pass.
    protected abstract void pass(long nanos) throws InterruptedException;

    @Test
    void bothEndsNeverRunBackwards() throws InterruptedException {
        Interval last = clock().interval();
        for (int i = 0; i < 1_000; i++) {
            pass(i % 10 == 0 ? 1_000 : 0);
            Interval now = clock().interval();
            assertFalse(now.earliest().isBefore(last.earliest()), last + " then " + now);
            assertFalse(now.latest().isBefore(last.latest()), last + " then " + now);
            last = now;
        }
    }

    @Test
    void primitiveEndsAreTheSameClock() {
        Interval before = clock().interval();
        long earliest = clock().earliestNanos();
        long latest = clock().latestNanos();
        Interval after = clock().interval();
        assertTrue(before.earliest().nanos() <= earliest);
        assertTrue(earliest <= after.earliest().nanos());
        assertTrue(before.latest().nanos() <= latest && latest <= after.latest().nanos());
    }

    @Test
    void whatIsLatestNowIsAfterSomeTimeSurelyPast() throws InterruptedException {
        Interval now = clock().interval();
        assertFalse(clock().after(now.latest().plusNanos(1_000_000_000_000L)));
        pass(TrueTime.waitNanos(now, now.latest()) + now.widthNanos() + 1_000_000);
        assertTrue(clock().after(now.latest()));
        assertFalse(clock().before(now.latest()));
        assertTrue(clock().before(clock().latest().plusNanos(1_000_000_000_000L)));
    }

    @Test
    void commitWaitReturnsOnlyWhenTheTimestampIsSurelyPast() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Timestamp commit = clock().latest().plusNanos(i * 10_000L);
            clock().awaitPast(commit);
            assertTrue(clock().after(commit));
        }
    }

    @Test
    void commitWaitForThePastReturnsAtOnce() throws InterruptedException {
        clock().awaitPast(Timestamp.MIN);
    }

    @Test
    void statusShowsAReadingAndItsSource() {
        ClockStatus status = clock().status();
        assertInstanceOf(Reading.Usable.class, status.reading());
        assertFalse(status.source().isEmpty() || status.basis().isEmpty());
        assertEquals(clock().domain(), status.domain());
        assertEquals(status.domain(), ClockDomain.parse(status.domain().toString()));
    }
}
