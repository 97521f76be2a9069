package dev.isochron.node.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who is let in, and what the others are told.
final class RegistrarTest {
    private static final UUID CLUSTER = new UUID(4, 4);
    private static final Roster FOUNDERS =
            Roster.ofFounders(List.of(new NodeId(1), new NodeId(2)), node -> "h:" + node.value());

    private final Registrar registrar = new Registrar(CLUSTER, "fixed:5");

    private static Application asking(int life, String address, String locality) {
        return new Application(new UUID(7, life), address, locality, "fixed:5", Optional.empty());
    }

    private Roster letIn(Roster roster, Application asked) {
        return assertInstanceOf(Verdict.Admitted.class, registrar.decide(asked, roster)).roster();
    }

    private void assertRefused(Roster roster, Application asked, String words) {
        Verdict.Refused refused =
                assertInstanceOf(Verdict.Refused.class, registrar.decide(asked, roster));
        assertTrue(refused.why().contains(words), refused::why);
    }

    @Test
    void aHundredServersGetAHundredNumbers() {
        Roster roster = FOUNDERS;
        for (int i = 3; i <= 102; i++) {
            roster = letIn(roster, asking(i, "h:" + i, ""));
            assertTrue(roster.isMember(new NodeId(i)));
        }
        assertEquals(102, roster.members().size());
        assertEquals(101, roster.version());
    }

    @Test
    void whoAsksAgainGetsTheSameNumberAndChangesNothing() {
        Roster roster = letIn(FOUNDERS, asking(3, "h:3", ""));
        assertEquals(roster, letIn(roster, asking(3, "h:3", "")));
    }

    @Test
    void theNumberOfOneThatWasRemovedIsNotGivenAgain() {
        Roster roster = letIn(FOUNDERS, asking(3, "h:3", "")).without(new NodeId(3));
        assertRefused(roster, asking(3, "h:3", ""), "was removed");
        Roster next = letIn(roster, asking(4, "h:3", ""));
        assertEquals(List.of(new NodeId(1), new NodeId(2), new NodeId(4)), next.members());
    }

    @Test
    void nobodyPassesForAFounderBySayingNoLife() {
        Application nobody =
                new Application(Roster.UNASKED, "h:3", "", "fixed:5", Optional.empty());
        Verdict.Admitted admitted =
                assertInstanceOf(Verdict.Admitted.class, registrar.decide(nobody, FOUNDERS));
        assertEquals(new NodeId(3), admitted.number());
    }

    @Test
    void contradictionsAreRefused() {
        Roster roster = letIn(FOUNDERS, asking(3, "h:3", "region=eu,zone=a"));
        assertRefused(roster, asking(4, "h:2", ""), "is the address of node 2");
        assertRefused(roster, asking(4, "h:4", "zone=a"), "does not name the tiers");
        assertRefused(roster, asking(4, "h:4", "zone"), "a locality is written");
        letIn(roster, asking(4, "h:4", "region=us,zone=x"));
        Application foreign =
                new Application(new UUID(7, 4), "h:4", "", "fixed:5", Optional.of(new UUID(9, 9)));
        assertRefused(roster, foreign, "holds data of cluster");
        Application elsewhere =
                new Application(new UUID(7, 4), "h:4", "", "nonsense", Optional.empty());
        assertRefused(roster, elsewhere, "clock");
    }
}
