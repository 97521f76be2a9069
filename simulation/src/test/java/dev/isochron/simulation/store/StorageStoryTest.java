package dev.isochron.simulation.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Attacks 16 and 25, and all that a crash, a full disk or a failed sync can do to a store.
class StorageStoryTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 600;

    @Test
    void aStoreIsAlwaysWholeAtItsMarks() {
        int crashes = 0;
        int merges = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            StorageStory story = live(seed);
            crashes += story.crashes();
            merges += story.merges();
        }
        assertTrue(crashes > SEEDS, "only " + crashes + " crashes");
        assertTrue(merges > SEEDS / 3, "only " + merges + " merges");
    }

    private static StorageStory live(long seed) {
        try {
            StorageStory story = new StorageStory(seed);
            for (int step = 0; step < STEPS; step++) {
                story.step();
            }
            story.settle();
            return story;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
