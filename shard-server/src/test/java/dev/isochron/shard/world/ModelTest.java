package dev.isochron.shard.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.isochron.shard.lock.LockRule;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.txn.Rule;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Random stories agree with a serial history in the order of timestamps and in real time; without
/// a rule some story does not.
class ModelTest {
    private static final int SEEDS = 60;
    private static final int STEPS = 1500;

    /// A dropped rule must be noticed within so many stories.
    private static final int MUTANT_SEEDS = 120;

    @Test
    void storiesAreSerial() {
        int committed = 0;
        int glances = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Story story = story(seed, ShardRules.all());
            Optional<String> trouble = story.play(STEPS);
            assertEquals(Optional.empty(), trouble, "seed " + seed);
            committed += story.committed();
            glances += story.glances();
        }
        assertTrue(committed > 20 * SEEDS, committed + " commits are too few to mean anything");
        assertTrue(glances > 20 * SEEDS, glances + " snapshots are too few to mean anything");
    }

    private static Story story(long seed, ShardRules rules) {
        int shards = 1 + (int) (seed % 3);
        long epsilon = seed % 2 == 0 ? 0 : 3 * World.MILLI;
        return new Story(seed, shards, epsilon, rules);
    }

    @TestFactory
    Stream<DynamicTest> withoutARuleSomeStoryIsNot() {
        return Stream.concat(
                Stream.of(
                                ShardRule.AWAIT_SAFE_TIME,
                                ShardRule.AWAIT_SLOT,
                                ShardRule.SUBTRACT_PREPARED,
                                ShardRule.COUNT_UNDER_WAY,
                                ShardRule.PUBLISH_READS,
                                ShardRule.COMMIT_WAIT,
                                ShardRule.INHERIT_LOCKS,
                                ShardRule.INHERIT_AT_ONCE,
                                ShardRule.DELAY_LATE_WRITES)
                        .map(rule -> noticed(rule.name(), ShardRules.allBut(rule))),
                Stream.concat(
                        Stream.of(Rule.LIVE_TENURE, Rule.ABOVE_FLOORS, Rule.PUBLISH_WHAT_IS_TOLD)
                                .map(rule -> noticed(rule.name(), ShardRules.allBut(rule))),
                        Stream.of(LockRule.SPARE_VOTED)
                                .map(rule -> noticed(rule.name(), ShardRules.allBut(rule)))));
    }

    private static DynamicTest noticed(String name, ShardRules rules) {
        return DynamicTest.dynamicTest(
                "without " + name,
                () -> {
                    for (long seed = 0; seed < MUTANT_SEEDS; seed++) {
                        if (isNoticed(story(seed, rules))) {
                            return;
                        }
                    }
                    fail("no story needs " + name);
                });
    }

    /// A broken invariant is noticed as well as a wrong answer.
    private static boolean isNoticed(Story story) {
        try {
            return story.play(STEPS).isPresent();
        } catch (RuntimeException _) {
            return true;
        }
    }
}
