package dev.isochron.shard.lock;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Over several shards: no circle of waiting lasts, everybody who retries with its age comes to an
/// end, and what was read still stands at the commit.
///
/// `-Dseed=N` plays that seed alone.
class WoundWaitTest {
    private static final int SEEDS = 3000;

    /// Within so many seeds a rule's absence must show.
    private static final int SEEDS_TO_CATCH = 1000;

    @Test
    void everybodyComesToAnEnd() {
        Long only = Long.getLong("seed");
        for (long seed = only == null ? 0 : only;
                seed < (only == null ? SEEDS : only + 1);
                seed++) {
            try {
                new World(new SplittableRandom(seed), LockRule.all()).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (-Dseed=" + seed + "): " + e, e);
            }
        }
    }

    /// Upgrades that jump the queue show only where columns differ, see [ModelTest]; a second entry
    /// and a vote for what is not held are caught by the tenure as well.
    @ParameterizedTest
    @EnumSource(
            value = LockRule.class,
            names = {
                "WOUND_YOUNGER",
                "SPARE_VOTED",
                "ASK_COORDINATOR",
                "WAIT_BEHIND_OLDER",
                "QUEUE_BY_AGE",
                "CHECK_TENURE",
                "RANGES_MEET_POINTS",
                "WAKE_WAITERS"
            })
    void withoutARuleSomebodyIsHarmed(LockRule rule) {
        for (long seed = 0; seed < SEEDS_TO_CATCH; seed++) {
            try {
                new World(new SplittableRandom(seed), LockRule.allBut(rule)).run();
            } catch (AssertionError | RuntimeException e) {
                return;
            }
        }
        fail("nothing shows that " + rule + " is missing");
    }
}
