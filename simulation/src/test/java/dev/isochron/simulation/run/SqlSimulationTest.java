package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.machine.Omissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sessions of SQL that change the schema and use it, under faults: an index agrees with its table
/// at every moment (Q1), and nobody sees half a schema.
class SqlSimulationTest {

    private static final int SEEDS = 24;

    private static Task task(long seed) {
        return Task.of(Task.World.SQL, seed, Profile.of(seed)).inBrief();
    }

    @Test
    void indexesAndColumnsComeAndGoWhileRowsChange() throws InterruptedException {
        Soundness.require(SqlSimulationTest::task, 1, SEEDS);
    }

    @Test
    void oneSeedIsOneHistoryWithItsStatements() {
        long digest = Simulation.run(task(3), null).digest();

        assertEquals(digest, Simulation.run(task(3), null).digest());
    }

    /// Q2, attack 24.
    @Test
    void aJudgeSeesChangesThatDoNotWaitForLeases() {
        boolean seen = false;
        for (long seed = 1; seed <= SEEDS && !seen; seed++) {
            Task broken = task(seed).without(Omissions.of(Mutation.IGNORE_SCHEMA_LEASES));
            seen =
                    Simulation.run(broken, null)
                            .violation()
                            .filter(found -> found.judge().equals("transactions"))
                            .isPresent();
        }
        assertTrue(seen);
    }

    /// A commit older than what outcomes are kept for was asked for again until its deadline.
    @Test
    void whatNobodyWillEverKnowIsSaidAtOnce() {
        Task task = Task.of(Task.World.SQL, 176, Profile.EVERYTHING);

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }

    /// The left half's tenure was told to the right half, which took it for a later leader's.
    @Test
    void whoMetASplitIsNotSentOnForEver() {
        Task task = Task.of(Task.World.SQL, 715, Profile.EVERYTHING).inBrief();

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }

    /// A learner began on a node that had just split its shard off and was deleting it, and stopped
    /// itself at its first snapshot.
    @Test
    void whoComesWhileTheShardIsStillBeingDeletedWaits() {
        Task task = Task.of(Task.World.SQL, 416, Profile.EVERYTHING).inBrief();

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }

    /// A transaction that failed of its data at the commit was asked whether it still has its
    /// locks.
    @Test
    void whatIsOverIsNotAskedForItsLocks() {
        Task task = Task.of(Task.World.SQL, 2038, Profile.EVERYTHING).inBrief();

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }

    /// Whoever held locks in a shard that was merged into another was sent on and on.
    @Test
    void whoHeldLocksInAShardThatWasTakenInRunsAgain() {
        Task task = Task.of(Task.World.SQL, 208, Profile.CLOCK).inBrief();

        assertEquals(Optional.empty(), Simulation.run(task, null).violation());
    }
}
