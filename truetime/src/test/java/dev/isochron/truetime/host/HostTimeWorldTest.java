package dev.isochron.truetime.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.source.FakeHost;
import dev.isochron.truetime.source.KernelLimits;
import dev.isochron.truetime.source.KernelSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A host that does everything a host can do to its clocks, with a daemon whose account is true:
/// whatever is vouched for contains true time, and never runs backwards.
class HostTimeWorldTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int SEEDS = 200;
    private static final int STEPS = 400;

    @Test
    void whateverIsVouchedForContainsTrueTime() {
        long usable = 0;
        long unusable = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = new World(seed);
            for (int i = 0; i < STEPS; i++) {
                world.somethingHappens();
                boolean vouched = world.check();
                usable += vouched ? 1 : 0;
                unusable += vouched ? 0 : 1;
            }
        }
        assertTrue(usable > SEEDS * STEPS / 4, usable + " usable, " + unusable + " not");
        assertTrue(unusable > SEEDS * STEPS / 20, usable + " usable, " + unusable + " not");
    }

    private static final class World {
        private final long seed;
        private final Random random;
        private final FakeHost host = FakeHost.atNoon();
        private final HostTime clock;
        private int unnoticed;
        private long earliest;
        private long latest;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            host.synchronise(0, 1_003);
            KernelLimits limits = new KernelLimits(100_000, 200_000, 5 * SECOND, Optional.empty());
            clock = new HostTime(host, new KernelSource(host, limits), host::advance);
        }

        void somethingHappens() {
            switch (random.nextInt(64)) {
                case 0 -> update();
                case 1 -> host.stepBy(signed(10 * SECOND));
                case 2 -> host.suspend(1 + random.nextLong(3_600 * SECOND), signed(SECOND));
                case 3 -> host.pauseAfter(random.nextInt(8), random.nextLong(20 * MILLI));
                case 4 -> host.drift(signed(200_000));
                case 5 -> host.advance(random.nextLong(2_000 * SECOND));
                case 6 -> {
                    host.stepBy(signed(SECOND));
                    update();
                }
                case 7 -> clock.refresh();
                case 8 -> jumpUnnoticed();
                case 9 -> host.stepBy(signed(40_000));
                default -> host.advance(random.nextLong(3 * SECOND));
            }
            // A silent daemon comes back after a while.
            if (random.nextInt(12) == 0) {
                update();
            }
        }

        /// A jump below what is noticed; the floor is there for a few of them.
        private void jumpUnnoticed() {
            if (unnoticed < 4) {
                unnoticed++;
                host.jumpSilently(signed(20_000));
            }
        }

        /// An update that tells the truth: the error is within the account, often at its edge.
        private void update() {
            unnoticed = 0;
            long maxErrorMicros = 100L + random.nextInt(20_000);
            long bound = maxErrorMicros * 1_000;
            long error = random.nextInt(3) == 0 ? bound : signed(bound);
            host.synchronise(random.nextBoolean() ? error : -error, maxErrorMicros);
        }

        private long signed(long size) {
            return random.nextLong(2 * size + 1) - size;
        }

        boolean check() {
            long before = host.trueNanos();
            Reading reading = clock.now();
            long after = host.trueNanos();
            if (!(reading instanceof Reading.Usable(Interval interval))) {
                return false;
            }
            String story = "seed %d: %s read in [%d, %d]".formatted(seed, interval, before, after);
            assertTrue(interval.earliest().nanos() <= after, story);
            assertTrue(interval.latest().nanos() >= before, story);
            assertTrue(interval.earliest().nanos() >= earliest, "backwards, " + story);
            assertTrue(interval.latest().nanos() >= latest, "backwards, " + story);
            earliest = interval.earliest().nanos();
            latest = interval.latest().nanos();
            return true;
        }
    }
}
