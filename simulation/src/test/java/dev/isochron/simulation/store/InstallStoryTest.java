package dev.isochron.simulation.store;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.isochron.storage.StorageRule;
import org.junit.jupiter.api.Test;

/// Attack 17: chunks of several exports, and an old table that is flushed after the installation.
class InstallStoryTest {
    private static final int SEEDS = 300;

    @Test
    void whatIsInstalledIsOneStateOfTheOther() {
        int refusals = 0;
        int fulls = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                InstallStory story = new InstallStory(seed);
                story.live();
                refusals += story.refusals();
                fulls += story.fulls();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertTrue(refusals > SEEDS / 10, "only " + refusals + " chunks were refused");
        assertTrue(fulls > SEEDS / 10, "only " + fulls + " chunks found no room");
    }

    /// A state that was mixed of two is seen: what is installed is not what the other had.
    @Test
    void chunksOfSeveralExportsAreSeen() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            InstallStory story = InstallStory.without(StorageRule.ONE_EXPORT, seed);
            if (isSeen(story)) {
                System.out.println(StorageRule.ONE_EXPORT + ": seen in seed " + seed);
                return;
            }
        }
        fail("nobody saw anything in " + SEEDS + " seeds");
    }

    private static boolean isSeen(InstallStory story) {
        try {
            story.live();
            return false;
        } catch (AssertionError seen) {
            return true;
        }
    }
}
