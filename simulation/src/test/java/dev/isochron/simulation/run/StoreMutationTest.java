package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.fail;

import dev.isochron.shard.model.ShardRule;
import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.machine.Omissions;
import dev.isochron.storage.StorageRule;
import dev.isochron.truetime.invariant.Invariant;
import dev.isochron.txn.Rule;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Breaks promises of the store on purpose, by a rule that nobody keeps; some judge must see it
/// within the stated number of brief seeds.
class StoreMutationTest {

    /// Judges of what clients were told at all; each of them is proof enough.
    private static final String CLIENTS = "transactions";

    private static final String LOCKS = "T5 locks";
    private static final String SAFE = "S2 safe time";

    private record Case(String what, Enum<?> without, int seeds, Set<String> judges) {}

    private static Case of(String what, Enum<?> without, int seeds, String... judges) {
        return new Case(what, without, seeds, Set.of(judges));
    }

    @TestFactory
    Stream<DynamicTest> judgesSeeWhatIsBroken() {
        return Stream.of(
                        of("commit wait is off", ShardRule.COMMIT_WAIT, 3, "T3 wait"),
                        of(
                                "apply reads the clock",
                                ShardRule.APPLY_ASKS_NOBODY,
                                3,
                                "S1 same bytes"),
                        of("safe time a little too high", ShardRule.TELL_WHAT_IS_GIVEN, 5, SAFE),
                        of("safe time told early", ShardRule.TELL_WHAT_IS_SETTLED, 15, SAFE),
                        of(
                                "follower reads without safe time",
                                ShardRule.AWAIT_SAFE_TIME,
                                10,
                                SAFE,
                                CLIENTS),
                        of("safe time without its slot", ShardRule.AWAIT_SLOT, 15, SAFE, CLIENTS),
                        of(
                                "reads pass prepared writes",
                                ShardRule.SUBTRACT_PREPARED,
                                40,
                                SAFE,
                                CLIENTS),
                        of(
                                "reads pass what is under way",
                                ShardRule.COUNT_UNDER_WAY,
                                25,
                                SAFE,
                                CLIENTS),
                        of(
                                "no lease while rows are shown",
                                ShardRule.SHOW_WITHIN_LEASE,
                                15,
                                "P3 one lease"),
                        of("reads are not checked", ShardRule.CHECK_READS, 20, LOCKS, CLIENTS),
                        of(
                                "read locks are not checked at the commit",
                                Rule.LIVE_TENURE,
                                25,
                                LOCKS,
                                "T8 tenure",
                                SAFE,
                                CLIENTS),
                        of("timestamps given too early", Rule.GIVE_WHEN_DECIDING, 3, "T2 start"),
                        of("votes that do not cover all", Rule.COVER_ALL_SPANS, 5, "T7 floor"),
                        of(
                                "the bound of a vote is ignored",
                                Rule.WITHIN_BOUNDS,
                                40,
                                "T6 vote bound"),
                        of("the floor of a vote is ignored", Rule.ABOVE_FLOORS, 10, "T7 floor"),
                        of(
                                "timestamps below what was told",
                                Rule.PUBLISH_WHAT_IS_TOLD,
                                20,
                                "T7 floor"),
                        of("counted twice", Mutation.RETRY_UNDER_NEW_ID, 80, CLIENTS))
                .map(one -> DynamicTest.dynamicTest(one.what(), () -> requireCaught(one)));
    }

    @Test
    void requestsOfOtherGenerationsThatAreTakenAreSeen() {
        requireCaught(
                of(
                        "requests of other generations are taken",
                        ShardRule.CHECK_GENERATION,
                        10,
                        "bug",
                        "halted",
                        CLIENTS));
    }

    @Test
    void locksThatAreForgottenAtAPlannedMoveAreMissed() {
        requireCaught(
                of(
                        "locks are forgotten at a planned move",
                        ShardRule.INHERIT_LOCKS,
                        45,
                        SAFE,
                        CLIENTS,
                        LOCKS));
    }

    @Test
    void aFrozenShardThatGoesOnIsSeen() {
        requireCaught(
                of(
                        "a frozen shard goes on",
                        ShardRule.STOP_FOR_MERGE,
                        20,
                        "T4 atomic",
                        "C1",
                        SAFE,
                        CLIENTS,
                        LOCKS,
                        "S1 same bytes"));
    }

    /// What a split or a merge must carry over; seen in worlds whose controller does both, too.
    @Test
    void tenuresThatAreGivenAgainAfterASplitAreSeen() {
        Case one =
                of(
                        "tenures begin anew after a split",
                        ShardRule.NEW_TENURES_AFTER_SPLIT,
                        5,
                        "T8 tenure");
        requireCaught(one, Task.World.STORE);
        requireCaught(one, Task.World.CONTROL);
    }

    @Test
    void timestampsBelowThoseOfANeighbourThatWasTakenInAreSeen() {
        Case one =
                of(
                        "who takes another in does not rise above it",
                        ShardRule.MERGE_ABOVE_RIGHT,
                        20,
                        "T1 monotonic");
        requireCaught(one, Task.World.STORE);
        requireCaught(one, Task.World.CONTROL);
    }

    /// Attack 16, in worlds whose controller moves replicas about: one that lags, or was not told
    /// that it is gone, still has keys of one that comes.
    @Test
    void replicasThatAreLetInWhereAnotherStillHasTheKeysAreSeen() {
        Case one =
                of(
                        "replicas of one store overlap",
                        StorageRule.KEEP_APART,
                        50,
                        Invariant.C3.toString(),
                        "halted");
        requireCaught(one, Task.World.CONTROL);
    }

    private static void requireCaught(Case one) {
        requireCaught(one, Task.World.STORE);
    }

    private static void requireCaught(Case one, Task.World world) {
        StringBuilder others = new StringBuilder();
        for (long seed = 1; seed <= one.seeds(); seed++) {
            Task task =
                    Task.of(world, seed, Profile.of(seed))
                            .without(Omissions.of(one.without()))
                            .inBrief();
            Optional<Violation> seen = Simulation.run(task, null).violation();
            if (seen.filter(v -> one.judges().contains(v.judge())).isPresent()) {
                System.out.println(
                        "%s: %s complained in seed %d"
                                .formatted(one.without(), seen.get().judge(), seed));
                return;
            }
            seen.ifPresent(v -> others.append(v.getMessage()).append('\n'));
        }
        fail(one.judges() + " saw nothing in " + one.seeds() + " seeds; others: " + others);
    }
}
