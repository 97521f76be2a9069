package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.source.ClockFault;
import dev.isochron.truetime.source.SimulatedClock;
import dev.isochron.truetime.source.SimulatedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Claims of *Spanner: Google's Globally-Distributed Database* (OSDI 2012), §3 and the parts of §4
/// that rest on the clock alone, each tried on the clocks of many seeds.
class SpannerSection3Test {

    private static final long SECOND = 1_000_000_000L;
    private static final int SEEDS = 100;

    private long truth = 1_000 * SECOND;

    private SimulatedTime clock(long seed) {
        return new SimulatedTime(
                SimulatedClock.likeSpanner(seed), () -> truth, nanos -> truth += nanos);
    }

    /// "TT.now() returns a TTinterval that is guaranteed to contain the absolute time during which
    /// TT.now() was invoked."
    @Test
    void nowContainsTheAbsoluteTimeOfItsInvocation() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            TrueTime clock = clock(seed);
            for (int i = 0; i < 300; i++) {
                truth += SECOND / 9;
                Interval now = clock.interval();
                assertTrue(now.earliest().nanos() <= truth && truth <= now.latest().nanos());
            }
        }
    }

    /// "For an invocation tt = TT.now(), tt.earliest ≤ t_abs(e_now) ≤ tt.latest" — and so TT.after
    /// and TT.before are "convenience wrappers around TT.now()": after(t) is true only if t has
    /// definitely passed, before(t) only if t has definitely not arrived.
    @Test
    void afterAndBeforeAreTrueOnlyWhenDefinitelySo() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            TrueTime clock = clock(seed);
            Random random = new Random(seed);
            for (int i = 0; i < 300; i++) {
                truth += random.nextLong(SECOND);
                Timestamp t = new Timestamp(truth + random.nextLong(40_000_000) - 20_000_000);
                boolean after = clock.after(t);
                boolean before = clock.before(t);
                assertFalse(after && truth <= t.nanos(), "after, but not passed");
                assertFalse(before && truth >= t.nanos(), "before, but arrived");
                assertFalse(after && before);
                assertTrue(after || truth - t.nanos() <= 15_000_000, "it does come true");
                assertTrue(before || t.nanos() - truth <= 15_000_000, "it does come true");
            }
        }
    }

    /// "Between synchronizations, a daemon advertises a slowly increasing time uncertainty" (200
    /// µs/s): a clock that hears nothing says so by its width.
    @Test
    void uncertaintyGrowsWhileNothingIsHeard() {
        SimulatedTime clock = clock(1);
        clock.inject(new ClockFault.Silence(truth, Long.MAX_VALUE));
        long before = clock.interval().epsilonNanos();
        truth += 100 * SECOND;
        long grown = clock.interval().epsilonNanos() - before;
        assertTrue(Math.abs(grown - 20_000_000) <= 1_000, grown + " ns");
    }

    /// §4.1.2, start and commit wait: "if the start of a transaction T2 occurs after the commit of
    /// a transaction T1, then the commit timestamp of T2 must be greater than the commit timestamp
    /// of T1", whichever nodes they run on.
    @Test
    void commitWaitMakesTimestampsFollowTrueOrder() throws InterruptedException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<TrueTime> nodes = new ArrayList<>();
            for (int node = 0; node < 5; node++) {
                nodes.add(clock(seed * 100 + node));
            }
            Random random = new Random(seed);
            Timestamp last = Timestamp.MIN;
            for (int i = 0; i < 100; i++) {
                TrueTime node = nodes.get(random.nextInt(nodes.size()));
                Timestamp s = node.latest();
                assertTrue(s.isAfter(last), "seed " + seed + ": " + s + " after " + last);
                node.awaitPast(s);
                assertTrue(truth > s.nanos(), "commit wait: s < t_abs(e_commit)");
                last = s;
                truth += random.nextLong(1_000_000);
            }
        }
    }

    /// The same with the wait left out must fail, or the test above tests nothing.
    @Test
    void withoutCommitWaitTimestampsDoNotFollowTrueOrder() {
        int broken = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Timestamp first = clock(seed * 100).latest();
            truth += 1_000;
            Timestamp second = clock(seed * 100 + 1).latest();
            broken += second.isAfter(first) ? 0 : 1;
        }
        assertTrue(broken > SEEDS / 5, broken + " of " + SEEDS);
    }

    /// "the expected wait is at least 2 ∗ ε": from choosing s = latest until s is surely past.
    @Test
    void expectedWaitIsTwiceEpsilon() throws InterruptedException {
        SimulatedTime clock = clock(8);
        Interval chosen = clock.interval();
        long from = truth;
        clock.awaitPast(chosen.latest());
        assertTrue(truth - from >= 2 * chosen.epsilonNanos() - 1);
        assertTrue(truth - from <= 2 * chosen.epsilonNanos() + 10_000);
    }

    /// §4.1.1, disjointness of leases: a leader holds its lease only while `s_max` is surely not
    /// reached, and its successor begins only when it is surely past.
    @Test
    void leaseIsNeverHeldByTwo() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimulatedTime leader = clock(seed * 2);
            SimulatedTime successor = clock(seed * 2 + 1);
            Timestamp end = new Timestamp(truth + SECOND);
            while (!successor.after(end)) {
                truth += 1_000_000;
            }
            assertFalse(leader.before(end), "seed " + seed);
        }
    }

    /// Machines whose clocks leave the bound of their specification are evicted: what cannot be
    /// vouched for is not given out.
    @Test
    void clockThatKnowsOfItsTroubleVouchesForNothing() {
        SimulatedTime clock = clock(2);
        clock.inject(new ClockFault.Loss(0, Long.MAX_VALUE));
        assertInstanceOf(Reading.Unusable.class, clock.now());
    }
}
