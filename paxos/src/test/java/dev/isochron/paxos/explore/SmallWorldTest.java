package dev.isochron.paxos.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.explore.Places.Order;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two proposers, three acceptors, a value each, explored to the end; any message may be lost, or
/// arrive again and again.
class SmallWorldTest {
    /// More states than this and the world is not small any more.
    private static final int LIMIT = 20_000_000;

    private static final List<ReplicaId> NOBODY = List.of();
    private static final List<ReplicaId> THIRD = List.of(new ReplicaId(3));
    private static final List<ReplicaId> EVERYBODY =
            List.of(new ReplicaId(1), new ReplicaId(2), new ReplicaId(3));

    @Test
    void twoCrashesBreakNothing() {
        requireSound("two crashes", new Scope(Rule.all(), 2, 0, 2, NOBODY));
    }

    @Test
    void aPowerCutBeforeASyncBreaksNothing() {
        requireSound("one crash around a sync", new Scope(Rule.all(), 1, 0, 1, EVERYBODY));
    }

    @Test
    void leasesThatRunOutBreakNothing() {
        requireSound("leases run out", new Scope(Rule.all(), 1, 1, 0, NOBODY));
    }

    @Test
    @Tag("large")
    void leasesThatRunOutAndACrashBreakNothing() {
        requireSound("leases run out, one crash", new Scope(Rule.all(), 1, 1, 1, NOBODY));
    }

    @Test
    @Tag("large")
    void twoPowerCutsBeforeASyncBreakNothing() {
        requireSound("two crashes around a sync", new Scope(Rule.all(), 2, 0, 2, THIRD));
    }

    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            names = {
                "COUNT_QUORUMS",
                "REFUSE_BELOW_PROMISE",
                "ADOPT_REPORTED_VALUES",
                "REST_ON_LOG"
            })
    void aDroppedRuleIsFound(Rule dropped) {
        Scope scope = new Scope(Rule.allBut(dropped), 2, 1, 0, THIRD);
        Explorer.Found found = new Explorer(scope, Order.NEAREST).explore(LIMIT);
        System.out.printf("%s found in %,d states%n", dropped, found.states());
        assertTrue(found.broken().isPresent());
    }

    private static void requireSound(String what, Scope scope) {
        long started = System.nanoTime();
        Explorer.Found found = new Explorer(scope, Order.WIDEST).explore(LIMIT);
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.printf(
                "explored %s: %,d states, %,d steps, %,d states of single nodes, %,d ms%n",
                what, found.states(), found.steps(), found.nodeStates(), millis);
        assertEquals(Optional.empty(), found.broken());
    }
}
