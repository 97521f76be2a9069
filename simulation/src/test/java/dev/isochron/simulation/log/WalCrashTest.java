package dev.isochron.simulation.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.log.LogRule;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Thousands of stores live and crash; see [LogStory]. A failure names its seed.
class WalCrashTest {
    private static final int SEEDS = Integer.getInteger("log.seeds", 500);
    private static final int STEPS = 300;
    private static final int NEVER = 0;

    /// Steps from one crash to the next, beside those that happen anyway.
    private static final int UNREST = 8;

    @Test
    void whatWasClaimedIsThereAfterEveryCrash() {
        long crashes = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            crashes += live(seed, LogRule.all());
        }
        System.out.println(SEEDS + " stores, " + crashes + " crashes");
        assertTrue(crashes > SEEDS, "hardly anything crashed: " + crashes);
    }

    /// The same where one crash follows the other, at times before the log has grown again.
    @Test
    void whatWasClaimedIsThereAfterCrashUponCrash() {
        long crashes = 0;
        int seeds = SEEDS / 4;
        for (int seed = 1; seed <= seeds; seed++) {
            crashes += liveInUnrest(seed, LogRule.all());
        }
        System.out.println(seeds + " stores in unrest, " + crashes + " crashes");
        assertTrue(crashes > 10L * seeds, "hardly anything crashed: " + crashes);
    }

    static long live(long seed, Set<LogRule> rules) {
        return live(seed, rules, NEVER);
    }

    static long liveInUnrest(long seed, Set<LogRule> rules) {
        return live(seed, rules, UNREST);
    }

    private static long live(long seed, Set<LogRule> rules, int stepsPerCrash) {
        SplittableRandom chance = new SplittableRandom(~seed);
        try {
            LogStory story = new LogStory(seed, rules);
            for (int i = 0; i < STEPS; i++) {
                story.step();
                if (stepsPerCrash != NEVER && chance.nextInt(stepsPerCrash) == 0) {
                    story.crash();
                }
            }
            story.settle();
            story.crash();
            return story.crashes();
        } catch (RuntimeException | AssertionError violation) {
            throw new AssertionError("seed " + seed + ": " + violation.getMessage(), violation);
        }
    }
}
