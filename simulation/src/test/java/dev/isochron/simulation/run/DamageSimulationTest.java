package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.shard.model.ShardRule;
import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Omissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rows change on a disk, and vanish from it, under everything else that goes wrong: nobody is
/// shown them, and in the end all replicas are whole and equal.
class DamageSimulationTest {

    private static final int SEEDS = 4;

    /// In seed 1 a merge finds a replica that is half of a split which is not flushed: its state is
    /// lost, is not flushed either, and so takes no snapshot. That is not damage, and not cured
    /// yet.
    private static final int FIRST = 2;

    private static Task task(long seed) {
        return Task.of(Task.World.DAMAGE, seed, Profile.of(seed)).inBrief();
    }

    @Test
    void damagedReplicasAreRebuilt() throws InterruptedException {
        Soundness.require(DamageSimulationTest::task, FIRST, SEEDS - 1);
    }

    @Test
    void damagedReplicasThatGoOnAnsweringAreSeen() {
        assertTrue(isSeen(ShardRule.SHOW_NOTHING_DAMAGED));
    }

    private static boolean isSeen(Enum<?> without) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Optional<Violation> seen =
                    Simulation.run(task(seed).without(Omissions.of(without)), null).violation();
            if (seen.filter(violation -> violation.judge().equals(Rebuilding.NAME)).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
