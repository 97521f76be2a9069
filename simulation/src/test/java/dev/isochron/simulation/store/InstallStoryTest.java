package dev.isochron.simulation.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Attack 17: chunks of several exports, and an old table that is flushed after the installation.
class InstallStoryTest {
    private static final int SEEDS = 300;

    @Test
    void whatIsInstalledIsOneStateOfTheOther() {
        int refusals = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                InstallStory story = new InstallStory(seed);
                story.live();
                refusals += story.refusals();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertTrue(refusals > SEEDS / 10, "only " + refusals + " chunks were refused");
    }
}
