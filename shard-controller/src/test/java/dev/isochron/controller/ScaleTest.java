package dev.isochron.controller;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.controller.balance.Goals;
import dev.isochron.controller.balance.Plan;
import dev.isochron.controller.balance.Planner;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A thousand servers and a hundred thousand shards, which no test machine has.
class ScaleTest {

    /// One is wanted on a quiet machine; a busy one gets more.
    private static final Duration MOST = Duration.ofSeconds(10);

    @Test
    void aThousandServersAndAHundredThousandShardsAreDecidedQuickly() {
        RandomCluster cluster = RandomCluster.of(new Random(1), 1_000, 100_000);
        long best = Long.MAX_VALUE;
        Plan plan = Plan.NOTHING;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            plan = Planner.plan(cluster.image(), cluster.loads(), Goals.DEFAULT);
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf(
                "1,000 servers x 100,000 shards: %,d moves planned in %,d ms, %,d MiB in use%n",
                plan.moves().size(),
                best / 1_000_000,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        assertFalse(plan.moves().isEmpty());
        assertTrue(best < MOST.toNanos(), "planned in " + Duration.ofNanos(best));
    }
}
