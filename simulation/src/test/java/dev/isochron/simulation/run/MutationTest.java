package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.fail;

import dev.isochron.paxos.replica.Rule;
import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.machine.Omissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A judge that cannot complain shows nothing: each of these breaks a promise on purpose, and the
/// judge named must see it within a few seeds.
class MutationTest {
    private static final long SEEDS = 10;

    @Test
    void p1SeesAQuorumMiscounted() {
        requireCaught("P1 agreement", withoutRule(Rule.COUNT_QUORUMS, Profile.NETWORK));
    }

    @Test
    void p1SeesALearnerCountedAsAVoter() {
        Task mutated = withoutRule(Rule.COUNT_VOTERS_ONLY, Profile.MEMBERSHIP).inBrief();
        requireCaught("P1 agreement", mutated);
    }

    /// The same where learners stand because a rule of the controller wants them.
    @Test
    void p1SeesALearnerOfARuleCountedAsAVoter() {
        Task mutated = Task.of(Task.World.CONTROL, 1, Profile.MEMBERSHIP).inBrief();
        requireCaught("P1 agreement", mutated.without(Omissions.of(Rule.COUNT_VOTERS_ONLY)));
    }

    @Test
    void p2SeesAPromiseForgotten() {
        requireCaught("P2 promise", withoutRule(Rule.REFUSE_BELOW_PROMISE, Profile.NETWORK));
    }

    @Test
    void p3SeesLeasesThatOverlap() {
        Rule rule = Rule.HORIZON_COUNTS_AS_GRANTED;
        requireCaught("P3 one lease", withoutRule(rule, Profile.PROCESS));
    }

    @Test
    void p4SeesAnAnswerBeforeItsSync() {
        requireCaught("P4 durable first", withoutRule(Rule.REST_ON_LOG, Profile.CALM));
    }

    /// Seldom: a leader has to propose under a configuration of which it has no quorum's promises.
    /// Of the first hundred brief seeds one does; its neighbours run as well.
    @Test
    void p5SeesAConfigurationLeftOutOfAccount() {
        Task mutated = withoutRule(Rule.PROMISES_OF_CONFIGURATION, Profile.MEMBERSHIP).inBrief();
        requireCaught("P5 configuration", mutated, 91);
    }

    /// Seldom, too: a timestamp has to be given just before the leader resigns, by a clock that is
    /// ahead of its successor's.
    @Test
    void t1SeesASuccessorThatStartsBelowWhatWasGiven() {
        Omissions without = Omissions.of(Rule.START_ABOVE_FLOOR, Mutation.WIDE_CLOCKS);
        Task mutated = Task.of(1, Profile.MEMBERSHIP).without(without).inBrief();
        requireCaught("T1 monotonic", mutated, 26);
    }

    /// Attack 10, seldom: what was lost must have mattered, and the replica must stop nothing
    /// itself. Of the first hundred brief seeds six do; three of them are among these.
    @Test
    void p6SeesAReplicaThatVotesAfterItLostItsMemory() {
        Task mutated = withoutRule(Rule.FORGETFUL_NEVER_VOTES, Profile.DISK).inBrief();
        requireCaught("P6 amnesia", mutated, 89);
    }

    @Test
    void s1SeesAStateThatDiverges() {
        requireCaught("S1 same bytes", with(Mutation.STATE_DIVERGES, Profile.CALM));
    }

    @Test
    void clientsSeeACommandThatIsWrittenTwice() {
        requireCaught("acknowledged", with(Mutation.RETRY_UNDER_NEW_ID, Profile.NETWORK));
    }

    @Test
    void clientsSeeACommandThatIsLost() {
        requireCaught("acknowledged", with(Mutation.ASSUME_DONE, Profile.NETWORK));
    }

    private static Task withoutRule(Rule rule, Profile profile) {
        return Task.of(1, profile).without(Omissions.of(rule));
    }

    private static Task with(Mutation mutation, Profile profile) {
        return Task.of(1, profile).without(Omissions.of(mutation));
    }

    private static void requireCaught(String judge, Task mutated) {
        requireCaught(judge, mutated, 1);
    }

    private static void requireCaught(String judge, Task mutated, long from) {
        StringBuilder others = new StringBuilder();
        for (long seed = from; seed < from + SEEDS; seed++) {
            Optional<Violation> seen = Simulation.run(mutated.withSeed(seed), null).violation();
            if (seen.isPresent() && seen.get().judge().equals(judge)) {
                System.out.println(
                        judge
                                + " complained in seed "
                                + seed
                                + ": "
                                + mutated.withSeed(seed).command());
                return;
            }
            seen.ifPresent(v -> others.append(v.getMessage()).append('\n'));
        }
        fail(judge + " saw nothing in " + SEEDS + " seeds; others: " + others);
    }
}
