package dev.isochron.paxos.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two proposers, three acceptors, a value each, explored to the end.
class SmallWorldTest {
    /// More states than this and the world is not small any more.
    private static final int LIMIT = 20_000_000;

    private static final List<ReplicaId> NOBODY = List.of();
    private static final List<ReplicaId> THIRD = List.of(new ReplicaId(3));

    @Test
    void aCrashAmongTwoProposersBreaksNothing() {
        requireSound("one crash", new Scope(Rule.all(), 1, 0, 1, 0, NOBODY));
    }

    @Test
    void aDoubledMessageBreaksNothing() {
        requireSound("one message twice", new Scope(Rule.all(), 1, 0, 0, 1, NOBODY));
    }

    @Test
    void aPowerCutBeforeTheSyncBreaksNothing() {
        requireSound("one crash around a sync", new Scope(Rule.all(), 1, 0, 1, 0, THIRD));
    }

    @Test
    @Tag("large")
    void leasesThatRunOutBreakNothing() {
        requireSound("leases run out", new Scope(Rule.all(), 1, 1, 0, 0, NOBODY));
    }

    @Test
    @Tag("large")
    void aCrashAndADoubledMessageTogetherBreakNothing() {
        requireSound("one crash, one message twice", new Scope(Rule.all(), 1, 0, 1, 1, NOBODY));
    }

    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            names = {"COUNT_QUORUMS", "REFUSE_BELOW_PROMISE", "ADOPT_REPORTED_VALUES"})
    void aDroppedRuleIsFound(Rule dropped) {
        Scope scope = new Scope(Rule.allBut(dropped), 2, 1, 0, 0, NOBODY);
        assertTrue(new Explorer(scope).explore(LIMIT).broken().isPresent());
    }

    private static void requireSound(String what, Scope scope) {
        long started = System.nanoTime();
        Explorer.Found found = new Explorer(scope).explore(LIMIT);
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.printf(
                "explored %s: %,d states, %,d steps, %,d states of single nodes, %,d ms%n",
                what, found.states(), found.steps(), found.nodeStates(), millis);
        assertEquals(Optional.empty(), found.broken());
    }
}
