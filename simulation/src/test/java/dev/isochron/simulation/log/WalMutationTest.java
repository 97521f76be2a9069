package dev.isochron.simulation.log;

import static org.junit.jupiter.api.Assertions.fail;

import dev.isochron.paxos.log.LogRule;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each rule of the log, switched off, is caught: a judge that cannot fail shows nothing.
class WalMutationTest {
    /// Within this many seeds; the test prints how many it took.
    private static final int SEEDS = 3000;

    @ParameterizedTest
    @EnumSource(LogRule.class)
    void aLogWithoutTheRuleIsCaught(LogRule dropped) {
        Set<LogRule> rules = LogRule.allBut(dropped);
        for (int seed = 1; seed <= SEEDS; seed++) {
            String violation = violationOf(seed, rules);
            if (!violation.isEmpty()) {
                System.out.println(
                        dropped + " caught: " + violation.lines().findFirst().orElse(""));
                return;
            }
        }
        fail(SEEDS + " seeds do not miss " + dropped);
    }

    private static String violationOf(long seed, Set<LogRule> rules) {
        try {
            WalCrashTest.live(seed, rules);
            WalCrashTest.liveInUnrest(seed, rules);
            WalDamageTest.damage(seed, rules);
            return "";
        } catch (AssertionError caught) {
            return String.valueOf(caught.getMessage());
        }
    }
}
