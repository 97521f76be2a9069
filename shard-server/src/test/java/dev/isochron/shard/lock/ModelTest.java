package dev.isochron.shard.lock;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The table does what its rules say, compared with a plain model of them, seed by seed.
///
/// `-Dseed=N` plays that seed alone.
class ModelTest {
    private static final int SEEDS = 3000;
    private static final int STEPS = 60;

    /// Within so many seeds a rule's absence must show.
    private static final int SEEDS_TO_CATCH = 2000;

    @Test
    void theTableDoesAsTheModel() {
        Long only = Long.getLong("seed");
        for (long seed = only == null ? 0 : only;
                seed < (only == null ? SEEDS : only + 1);
                seed++) {
            try {
                new Play(new SplittableRandom(seed), LockRule.all()).run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (-Dseed=" + seed + "): " + e, e);
            }
        }
    }

    /// The others are about votes and limits, of which the model knows nothing.
    @ParameterizedTest
    @EnumSource(
            value = LockRule.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CHECK_TENURE", "CHECK_LOCKS", "RESERVE_FOR_HOLDERS"})
    void theModelSeesThatARuleIsMissing(LockRule rule) {
        for (long seed = 0; seed < SEEDS_TO_CATCH; seed++) {
            try {
                new Play(new SplittableRandom(seed), LockRule.allBut(rule)).run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                return;
            }
        }
        fail("nothing shows that " + rule + " is missing");
    }
}
