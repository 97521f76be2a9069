package dev.isochron.txn.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.txn.Rule;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule is needed: without it, exploring finds a world that breaks an invariant, or never
/// comes to rest.
class MutationTest {

    private static final int WORLDS = 60_000;

    private static final String LATER = "at the end:";

    /// What finds it.
    ///
    /// @param says how the finding begins; one that begins with [#LATER] shows only once a world is
    ///   run to its end
    record Mutation(Rule dropped, Plan plan, String says) {
        @Override
        public String toString() {
            return dropped + " in " + plan.name();
        }
    }

    /// What no small world can show, because one leader alone keeps it: see the tests beside.
    private static final Set<Rule> SHOWN_ELSEWHERE =
            EnumSet.of(
                    Rule.FIRST_DECISION_WINS,
                    Rule.KEEP_EARLY_VOTES,
                    Rule.END_WHEN_BOUND_MISSED,
                    Rule.WITHIN_THE_CLIENTS_BOUND,
                    Rule.WOUND_THE_UNDECIDED);

    static Stream<Mutation> mutations() {
        return Stream.of(
                new Mutation(Rule.GIVE_WHEN_DECIDING, Plans.oneShard(), "T2"),
                new Mutation(Rule.COVER_ALL_SPANS, Plans.twoWriters(), LATER),
                new Mutation(Rule.WITHIN_BOUNDS, Plans.rivalOfWriter(), "T5"),
                new Mutation(Rule.ABOVE_FLOORS, Plans.readerAhead(), "T7"),
                new Mutation(Rule.PUBLISH_WHAT_IS_TOLD, Plans.coordinatorAhead(), "T"),
                new Mutation(Rule.LIVE_TENURE, Plans.twoWriters(), "T4"),
                new Mutation(Rule.VOUCH_WITHIN_LEASE, Plans.rivalOfWriter(), "T5"),
                new Mutation(Rule.VOTE_WHEN_PREPARED, Plans.twoWriters(), LATER),
                new Mutation(Rule.REPEAT_LOGGED_VOTE, Plans.rivalOfWriter(), "T5"),
                new Mutation(Rule.UNLOGGED_VOTE_DIES, Plans.shortLease(), "T5"),
                new Mutation(Rule.KEEP_VOTED_LOCKS, Plans.slow(), "T5"),
                new Mutation(Rule.RELEASE_AT_BOUND, Plans.slow(), LATER),
                new Mutation(Rule.LOG_ABORT_BEFORE_TELLING, Plans.askingBlind(), "T4"),
                new Mutation(Rule.LOG_COMMIT_BEFORE_TELLING, Plans.twoWriters(), "T4"),
                new Mutation(Rule.INQUIRY_WAITS, Plans.twoWriters(), "T4"),
                new Mutation(Rule.KEEP_UNTIL_LOGGED, Plans.forgetting(), "T4"),
                new Mutation(Rule.REFUSE_COMMIT_BELOW_HORIZON, Plans.oneShardBlind(), "T4"),
                new Mutation(Rule.REFUSE_PREPARE_BELOW_HORIZON, Plans.forgettingBlind(), "T"),
                new Mutation(Rule.SETTLED_STAYS_SETTLED, Plans.twoBlindWriters(), "T"),
                new Mutation(Rule.END_WITHOUT_VOTES, Plans.twoWriters(), LATER),
                new Mutation(Rule.TELL_UNTIL_LOGGED, Plans.twoWriters(), LATER),
                new Mutation(Rule.ASK_WHEN_IN_DOUBT, Plans.twoWriters(), LATER));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void aDroppedRuleIsFound(Mutation mutation) {
        int everyNth = mutation.says().equals(LATER) ? 10 : 0;
        Explorer.Report report =
                new Explorer(
                                mutation.plan(),
                                Rule.allBut(mutation.dropped()),
                                new Explorer.Effort(WORLDS, everyNth))
                        .explore();
        Optional<String> found = report.violation().map(text -> text.lines().findFirst().get());
        System.out.printf("%s: %,d worlds: %.90s%n", mutation, report.worlds(), found.orElse("-"));
        assertTrue(found.isPresent(), () -> "no world shows that this rule is needed: " + report);
        assertTrue(found.get().startsWith(mutation.says()), found.get());
    }

    @Test
    void everyRuleIsShownToBeNeeded() {
        Set<Rule> shown = EnumSet.copyOf(SHOWN_ELSEWHERE);
        mutations().map(Mutation::dropped).forEach(shown::add);
        assertEquals(Rule.all(), shown);
    }
}
