package dev.isochron.simulation.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.log.LogRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Thousands of stores live and crash; see [LogStory]. A failure names its seed.
class WalCrashTest {
    private static final int SEEDS = Integer.getInteger("log.seeds", 500);
    private static final int STEPS = 300;

    @Test
    void whatWasClaimedIsThereAfterEveryCrash() {
        long crashes = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            crashes += live(seed, LogRule.all());
        }
        System.out.println(SEEDS + " stores, " + crashes + " crashes");
        assertTrue(crashes > SEEDS, "hardly anything crashed: " + crashes);
    }

    static long live(long seed, Set<LogRule> rules) {
        try {
            LogStory story = new LogStory(seed, rules);
            for (int i = 0; i < STEPS; i++) {
                story.step();
            }
            story.settle();
            story.crash();
            return story.crashes();
        } catch (RuntimeException | AssertionError violation) {
            throw new AssertionError("seed " + seed + ": " + violation.getMessage(), violation);
        }
    }
}
