package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.shard.model.ShardRule;
import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.machine.Omissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Versions and requests are forgotten within seconds: what is held stays, and nothing that was
/// forgotten is done twice.
class RetentionSimulationTest {

    private static final int SEEDS = 6;

    private static Task task(long seed) {
        return Task.of(Task.World.RETENTION, seed, Profile.of(seed)).inBrief();
    }

    @Test
    void whatIsHeldStaysAndWhatIsForgottenIsNotDoneTwice() throws InterruptedException {
        Soundness.require(RetentionSimulationTest::task, 1, SEEDS);
    }

    /// Half of the seeds have the workload that can see it.
    private static boolean isSeen(Enum<?> without) {
        for (long seed = 1; seed <= 2 * SEEDS; seed++) {
            Optional<Violation> seen =
                    Simulation.run(task(seed).without(Omissions.of(without)), null).violation();
            if (seen.filter(violation -> violation.judge().equals("transactions")).isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void leadersThatIgnoreWhatIsHeldAreSeen() {
        assertTrue(isSeen(ShardRule.KEEP_WHAT_IS_HELD));
    }

    @Test
    void aRequestThatIsAskedForWhenItIsForgottenIsSeen() {
        assertTrue(isSeen(Mutation.ASK_FOR_EVER));
    }
}
