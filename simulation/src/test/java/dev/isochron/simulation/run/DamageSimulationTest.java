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

    private static Task task(long seed) {
        return Task.of(Task.World.DAMAGE, seed, Profile.of(seed)).inBrief();
    }

    /// In seed 1 a node is told that its frozen shard was taken in before it made the split whose
    /// half took it in; that half, without the neighbour's state, was never flushed and never whole
    /// again.
    @Test
    void damagedReplicasAreRebuilt() throws InterruptedException {
        Soundness.require(DamageSimulationTest::task, 1, SEEDS);
    }

    /// A replica lost its rows, and its shard was taken in by a neighbour before it had fetched:
    /// nobody had anything for it any more, and it waited for ever.
    @Test
    void whoFetchesTheStateOfAShardThatIsNoMoreGoesToo() throws InterruptedException {
        Soundness.require(DamageSimulationTest::task, 426, 1);
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
