package dev.isochron.truetime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.source.ClockSource;
import dev.isochron.truetime.source.FakeHost;
import dev.isochron.truetime.source.FixedSource;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.TimeLine;
import dev.isochron.truetime.source.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Readings never run backwards whichever thread asks, even when the source's lines jump to and fro
/// and are drawn anew all the time.
class HostTimeThreadsTest {

    private static final int THREADS = 4;
    private static final int READINGS = 200_000;

    @Test
    void noThreadReadsBelowWhatAnotherHasAlreadyRead()
            throws ExecutionException, InterruptedException {
        HostClock host = new LinuxClock();
        HostTime clock = new HostTime(host, new Restless(host), new SpinThenPark());
        AtomicLong earliest = new AtomicLong();
        AtomicLong latest = new AtomicLong();
        List<Future<Integer>> runs = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int t = 0; t < THREADS; t++) {
                boolean whole = t % 2 == 0;
                runs.add(threads.submit(() -> read(clock, whole, earliest, latest)));
            }
            int backwards = 0;
            for (Future<Integer> run : runs) {
                backwards += run.get();
            }
            assertEquals(0, backwards);
        }
        long redraws =
                clock.status().measures().stream()
                        .filter(measure -> measure.name().equals("redraws"))
                        .mapToLong(Measure::value)
                        .sum();
        assertTrue(redraws > 1_000, "only " + redraws + " redraws: nothing was tried");
    }

    /// Counts the readings below one that was complete before they began.
    private static int read(HostTime clock, boolean whole, AtomicLong earliest, AtomicLong latest) {
        int backwards = 0;
        for (int i = 0; i < READINGS; i++) {
            long earliestBefore = earliest.get();
            long latestBefore = latest.get();
            long e = earliestBefore;
            long l = latestBefore;
            if (!whole) {
                e = clock.earliestNanos();
                l = clock.latestNanos();
            } else if (clock.now() instanceof Reading.Usable(var interval)) {
                e = interval.earliest().nanos();
                l = interval.latest().nanos();
            }
            backwards += e < earliestBefore ? 1 : 0;
            backwards += l < latestBefore ? 1 : 0;
            earliest.accumulateAndGet(e, Math::max);
            latest.accumulateAndGet(l, Math::max);
        }
        return backwards;
    }

    /// A source whose lines are worth 20 µs and lie up to 2 ms apart, inside their width of 5 ms.
    private static final class Restless implements ClockSource {

        private static final long LIFE = 20_000;

        private final HostClock host;
        private long turn;

        Restless(HostClock host) {
            this.host = host;
        }

        @Override
        public Verdict read() {
            turn++;
            long mono = host.monotonicNanos();
            long wobble = turn % 3 * 1_000_000;
            return new Verdict.Vouched(
                    new TimeLine(
                            1_000_000_000_000L + wobble,
                            mono,
                            5_000_000,
                            200_000,
                            mono + LIFE,
                            mono + 2 * LIFE,
                            false));
        }

        @Override
        public String name() {
            return "restless";
        }

        @Override
        public String basis() {
            return "none";
        }

        @Override
        public ClockDomain domain() {
            return new ClockDomain.World();
        }

        @Override
        public List<Measure> measures() {
            return List.of();
        }
    }

    /// A slow source holds up nobody while the old line is good.
    @Test
    void readersGoOnWithTheOldLineWhileAnotherThreadDrawsTheNext() throws InterruptedException {
        FakeHost host = FakeHost.atNoon();
        Slow source = new Slow(host);
        HostTime clock = new HostTime(host, source, host::advance);
        source.stuck = true;
        Thread drawing = Thread.ofPlatform().start(clock::refresh);
        try {
            source.entered.acquire();
            host.advance(2_000_000_000L);
            assertTrue(clock.earliestNanos() > 0);
        } finally {
            source.release.release();
            drawing.join();
        }
    }

    private static final class Slow implements ClockSource {

        private final Semaphore entered = new Semaphore(0);
        private final Semaphore release = new Semaphore(0);
        private final FixedSource fixed;
        private volatile boolean stuck;

        Slow(HostClock host) {
            fixed = new FixedSource(host, 1_000_000);
        }

        @Override
        public Verdict read() {
            Verdict verdict = fixed.read();
            if (stuck) {
                entered.release();
                release.acquireUninterruptibly();
            }
            return verdict;
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String basis() {
            return "none";
        }

        @Override
        public ClockDomain domain() {
            return fixed.domain();
        }

        @Override
        public List<Measure> measures() {
            return List.of();
        }
    }
}
