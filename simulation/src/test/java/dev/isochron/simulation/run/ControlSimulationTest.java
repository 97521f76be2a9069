package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.simulation.fault.Profile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The store while its controller moves, cuts and merges by itself: nodes join, are drained, lost
/// for a while or for good, the controller's own leader with them; in the end every shard is where
/// it should be, and no job is left.
class ControlSimulationTest {

    private static final int SEEDS = 40;

    private static Task task(long seed) {
        return Task.of(Task.World.CONTROL, seed, Profile.of(seed)).inBrief();
    }

    @Test
    void everyShardGetsItsReplicasAndNoPromiseIsBroken() throws InterruptedException {
        Soundness.require(ControlSimulationTest::task, 1, SEEDS);
    }

    @Test
    void oneSeedIsOneHistoryWithItsController() {
        long digest = Simulation.run(task(2), null).digest();

        assertEquals(digest, Simulation.run(task(2), null).digest());
    }

    /// A node that a move had left was made a learner again meanwhile, and the move never ended.
    @Test
    void aMoveEndsWhereItsServerIsALearnerAgain() {
        Task task = Task.of(Task.World.CONTROL, 3, Profile.MEMBERSHIP).inBrief();

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }

    /// A shard was stopped for a merge, again and again, while a node of it was lost: 20 s.
    @Test
    void aMergeThatCannotBeStopsNobody() {
        Task task = Task.of(Task.World.CONTROL, 20_000, Profile.EVERYTHING).inBrief();

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }

    /// A group fell quiet with a learner in it, and never heard that the learner had everything.
    @Test
    void aQuietGroupIsAskedHowFarItsLearnerIs() {
        Task task = Task.of(Task.World.CONTROL, 17, Profile.MEMBERSHIP).inBrief();

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }
}
