package dev.isochron.node.founding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.founding.Founding.Decision;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Three nodes say hello to each other in whatever order a test chooses.
final class FoundingTest {
    private static final List<NodeId> NODES = List.of(new NodeId(1), new NodeId(2), new NodeId(3));
    private static final UUID CLUSTER = new UUID(9, 9);

    @Test
    void aClusterOfOneNeedsNobody() {
        Founding alone = new Founding(NODES.getFirst(), life(1), NODES.subList(0, 1), "plan");
        assertInstanceOf(Decision.Found.class, alone.alone().orElseThrow());
    }

    @Test
    void nobodyFoundsBeforeAllHaveMetTheSameLives() {
        Founding one = founder(1);
        Founding two = founder(2);
        Founding three = founder(3);
        assertEquals(Optional.empty(), one.alone());
        assertEquals(Optional.empty(), tell(two, one));
        assertEquals(List.of(NODES.get(2)), one.silent());
        assertEquals(Optional.empty(), tell(three, one), "2 has not met 3 yet");
        tell(one, two);
        tell(three, two);
        Optional<Decision> decision = tell(two, one);
        assertEquals(Optional.empty(), decision, "3 has met nobody yet");
        tell(one, three);
        tell(two, three);
        assertInstanceOf(Decision.Found.class, tell(three, one).orElseThrow());
    }

    @Test
    void whoeverFoundsNamesTheSameCluster() {
        List<Founding> all = List.of(founder(1), founder(2), founder(3));
        List<Decision> decisions = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (Founding from : all) {
                for (Founding to : all) {
                    tell(from, to).ifPresent(decisions::add);
                }
            }
        }
        assertTrue(decisions.size() >= 3, decisions::toString);
        decisions.forEach(d -> assertEquals(decisions.getFirst(), d));
    }

    /// The interleaving that the door plate of [Founding] tells: an old report of node 3 must not
    /// help to found a second cluster once node 1 came back with an empty directory.
    @Test
    void anOldReportDoesNotFoundASecondCluster() {
        Founding two = founder(2);
        Founding three = founder(3);
        Founding one = founder(1);
        tell(one, three);
        tell(two, three);
        tell(one, two);
        Word.Hello old = three.hello(false);
        Founding wiped = new Founding(NODES.getFirst(), life(100), NODES, "plan");
        tell(two, wiped);
        assertEquals(Optional.empty(), tell(wiped, two));
        assertEquals(Optional.empty(), two.hear(origin(3, life(3), Optional.empty()), old));
    }

    @Test
    void aLostDirectoryJoinsAsAStranger() {
        Founding wiped = new Founding(NODES.getFirst(), life(100), NODES, "plan");
        Decision decision = hearsFromTheCluster(wiped, life(1));
        assertInstanceOf(Decision.Join.class, decision);
        assertEquals(CLUSTER, ((Decision.Join) decision).cluster());
    }

    /// It crashed between the others' founding and its own: they know it by this very life.
    @Test
    void aFounderThatWasMissedFoundsAfterAll() {
        Founding late = new Founding(NODES.getFirst(), life(1), NODES, "plan");
        assertInstanceOf(Decision.Found.class, hearsFromTheCluster(late, life(1)));
    }

    /// Its clock was set back before its new directory was made.
    @Test
    void aLifeThatLooksOlderThanAKnownOneDrawsAboveIt() {
        Founding wiped = new Founding(NODES.getFirst(), life(1), NODES, "plan");
        Decision decision = hearsFromTheCluster(wiped, life(50));
        assertEquals(new Decision.DrawAbove(life(50)), decision);
        UUID drawn = Incarnation.above(life(50), bound -> bound / 2);
        assertTrue(Incarnation.isLater(drawn, life(50)));
        wiped.become(drawn);
        assertInstanceOf(Decision.Join.class, hearsFromTheCluster(wiped, life(50)));
    }

    @Test
    void nodesThatWereToldDifferentPlansSaySo() {
        Founding one = founder(1);
        Founding other = new Founding(NODES.get(1), life(2), NODES, "another plan");
        Decision decision = tell(other, one).orElseThrow();
        assertEquals(new Decision.Conflict(NODES.get(1), "another plan", "plan"), decision);
    }

    @Test
    void strangersAreNotHeard() {
        Founding one = founder(1);
        Word.Hello hello = new Word.Hello("plan", new TreeMap<>(), false);
        Origin stranger = origin(8, life(8), Optional.of(CLUSTER));
        assertEquals(Optional.empty(), one.hear(stranger, hello));
    }

    private static Decision hearsFromTheCluster(Founding of, UUID knownOfNodeOne) {
        TreeMap<NodeId, UUID> seen =
                new TreeMap<>(Map.of(NODES.get(0), knownOfNodeOne, NODES.get(1), life(2)));
        Word.Hello hello = new Word.Hello("plan", seen, true);
        return of.hear(origin(2, life(2), Optional.of(CLUSTER)), hello).orElseThrow();
    }

    private static Founding founder(int node) {
        return new Founding(NODES.get(node - 1), life(node), NODES, "plan");
    }

    private static Optional<Decision> tell(Founding from, Founding to) {
        int node = 1 + NODES.indexOf(nodeOf(from));
        return to.hear(origin(node, from.incarnation(), Optional.empty()), from.hello(false));
    }

    private static NodeId nodeOf(Founding founding) {
        return founding.hello(false).seen().entrySet().stream()
                .filter(e -> e.getValue().equals(founding.incarnation()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static Origin origin(int node, UUID life, Optional<UUID> cluster) {
        return new Origin(new NodeId(node), cluster, life, 1, "test");
    }

    private static UUID life(int at) {
        return new UUID((long) at << 16 | 0x7000, 0x8000_0000_0000_0000L | at);
    }
}
