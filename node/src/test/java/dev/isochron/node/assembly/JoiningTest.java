package dev.isochron.node.assembly;

import static dev.isochron.node.world.TestWorld.GROUP;
import static dev.isochron.node.world.TestWorld.MILLI;
import static dev.isochron.node.world.TestWorld.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.roster.Application;
import dev.isochron.node.roster.Roster;
import dev.isochron.node.roster.Verdict;
import dev.isochron.node.world.TestDisk;
import dev.isochron.node.world.TestNode;
import dev.isochron.node.world.TestWorld;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Input.MemberChange;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Nodes that come later, and nodes that go.
final class JoiningTest {
    private static final UUID LIFE = new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0009L);

    private static TestWorld founded() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "before");
        return world;
    }

    private static Application application(UUID life, String address) {
        return new Application(life, address, "", "world", Optional.empty());
    }

    /// Asks until there is an answer that names no other node and no later moment.
    private static Verdict ask(TestWorld world, Application asked) {
        Verdict[] last = new Verdict[1];
        boolean answered =
                world.loop.runUntil(
                        () -> {
                            world.node(1).node().apply(asked, verdict -> last[0] = verdict);
                            return !(last[0] instanceof Verdict.Elsewhere);
                        },
                        10 * SECOND);
        assertTrue(answered, () -> "the last word was " + last[0]);
        return last[0];
    }

    private static Verdict.Admitted letIn(TestWorld world, UUID life, String address) {
        return assertInstanceOf(Verdict.Admitted.class, ask(world, application(life, address)));
    }

    private static boolean allKnow(TestWorld world, NodeId newcomer) {
        return world.nodes.stream()
                .filter(TestNode::isUp)
                .allMatch(node -> node.node().roster().isMember(newcomer));
    }

    @Test
    void aNewcomerGetsTheNextNumberAndEverybodyHearsOfIt() {
        TestWorld world = founded();
        Verdict.Admitted admitted = letIn(world, LIFE, "host:4");
        assertEquals(new NodeId(4), admitted.number());
        TestNode fourth = world.newcomer(admitted, LIFE);
        fourth.start();
        assertTrue(
                world.loop.runUntil(
                        () -> fourth.node().status().cluster().isPresent(), 5 * SECOND));
        assertTrue(world.loop.runUntil(() -> allKnow(world, fourth.id), 5 * SECOND));
        assertTrue(
                world.loop.runUntil(
                        () ->
                                fourth.node().status().peers().stream()
                                        .allMatch(peer -> peer.silentNanos() >= 0),
                        5 * SECOND),
                "they speak to it");
    }

    @Test
    void aGroupMovesToANewcomerAndLivesOnWithoutItsFounder() {
        TestWorld world = founded();
        Verdict.Admitted admitted = letIn(world, LIFE, "host:4");
        TestNode fourth = world.newcomer(admitted, LIFE);
        fourth.start();
        assertTrue(world.loop.runUntil(() -> allKnow(world, fourth.id), 5 * SECOND));
        TestNode leader = world.leader(GROUP).orElseThrow();
        leader.node().change(GROUP, new MemberChange.AddLearner(fourth.id), _ -> {});
        TestNode leaving =
                world.nodes.stream()
                        .filter(n -> !n.id.equals(leader.id) && !n.id.equals(fourth.id))
                        .findFirst()
                        .orElseThrow();
        assertTrue(
                world.loop.runUntil(() -> swap(world, leaving, fourth), 30 * SECOND),
                "the newcomer votes in the place of " + leaving.id);
        leaving.crash();
        assertEquals(2, world.append(GROUP, "after").line());
        assertTrue(world.converges(GROUP, 5 * SECOND));
    }

    /// Asks the leader for the swap until it is done.
    private static boolean swap(TestWorld world, TestNode from, TestNode to) {
        Optional<TestNode> leader = world.leader(GROUP);
        if (leader.isEmpty()) {
            return false;
        }
        var members = leader.get().node().status().groups().getFirst().view().configuration();
        if (members.isJoint() || members.onNode(to.id).isEmpty()) {
            return false;
        }
        if (members.votes(members.onNode(to.id).get().replica())) {
            return true;
        }
        List<ReplicaId> voters =
                java.util.stream.Stream.concat(
                                members.voters().stream()
                                        .filter(m -> !m.node().equals(from.id))
                                        .map(Member::replica),
                                java.util.stream.Stream.of(members.onNode(to.id).get().replica()))
                        .sorted()
                        .toList();
        leader.get().node().change(GROUP, new MemberChange.SetVoters(voters), _ -> {});
        return false;
    }

    @Test
    void anAnswerThatWasLostIsGivenAgain() {
        TestWorld world = founded();
        Verdict.Admitted first = letIn(world, LIFE, "host:4");
        Verdict.Admitted again = letIn(world, LIFE, "host:4");
        assertEquals(first.number(), again.number());
        Verdict.Admitted other = letIn(world, new UUID(0x7000, 5), "host:5");
        assertEquals(new NodeId(5), other.number());
    }

    @Test
    void onlyOneNodeDecidesAndTheOthersSayWhich() {
        TestWorld world = founded();
        Verdict[] said = new Verdict[1];
        world.node(2).node().apply(application(LIFE, "host:4"), v -> said[0] = v);
        assertEquals(new Verdict.Elsewhere(List.of("node-1")), said[0]);
    }

    /// It was given number 4, and the node that gave it lost its disk.
    @Test
    void aNumberIsGivenOnceThoughTheNodeThatDecidesLosesItsDisk() {
        TestWorld world = founded();
        letIn(world, LIFE, "host:4");
        world.node(1).crash();
        world.node(1).wipe();
        world.loop.run(3 * SECOND);
        world.node(1).start();
        assertTrue(
                world.loop.runUntil(
                        () -> world.node(1).node().status().cluster().isPresent(), 20 * SECOND));
        Verdict.Admitted next = letIn(world, new UUID(0x7000, 5), "host:5");
        assertEquals(new NodeId(5), next.number());
    }

    /// The crash cut off everything that was not synced.
    @Test
    void aJoiningThatWasCutShortGoesOn() {
        TestWorld world = founded();
        Verdict.Admitted admitted = letIn(world, LIFE, "host:4");
        TestNode fourth = world.newcomer(admitted, LIFE);
        for (long nanos = 0; nanos < 2 * MILLI; nanos += MILLI / 20) {
            fourth.start();
            world.loop.run(nanos);
            fourth.crash();
        }
        fourth.start();
        assertTrue(
                world.loop.runUntil(
                        () -> fourth.node().status().cluster().isPresent(), 10 * SECOND));
        assertTrue(world.loop.runUntil(() -> allKnow(world, fourth.id), 5 * SECOND));
        assertEquals(Optional.empty(), fourth.stoppedBecause);
    }

    /// What it promised is gone with its log: it must not come back under the same life (P6).
    @Test
    void aNewcomerWhoseLogIsGoneDoesNotComeBackUnderItsNumber() {
        TestWorld world = founded();
        Verdict.Admitted admitted = letIn(world, LIFE, "host:4");
        TestNode fourth = world.newcomer(admitted, LIFE);
        fourth.start();
        world.loop.run(3 * SECOND);
        fourth.crash();
        fourth.log = new TestDisk();
        StoreRefusedException refused = assertThrows(StoreRefusedException.class, fourth::start);
        assertTrue(refused.whatToDo().contains("--join"), refused::whatToDo);
    }

    @Test
    void aNodeThatWasAwayHearsOfTheNewcomerWhenItIsBack() {
        TestWorld world = founded();
        world.node(3).crash();
        Verdict.Admitted admitted = letIn(world, LIFE, "host:4");
        TestNode fourth = world.newcomer(admitted, LIFE);
        fourth.start();
        world.loop.run(2 * SECOND);
        world.node(3).start();
        assertTrue(world.loop.runUntil(() -> allKnow(world, fourth.id), 10 * SECOND));
        world.loop.run(SECOND);
        world.node(3).crash();
        world.node(3).start();
        assertTrue(world.node(3).node().roster().isMember(fourth.id), "and keeps it");
    }

    @Test
    void aRemovedNodeStopsAndItsNumberIsNotGivenAgain() {
        TestWorld world = founded();
        Verdict.Admitted admitted = letIn(world, LIFE, "host:4");
        TestNode fourth = world.newcomer(admitted, LIFE);
        fourth.start();
        assertTrue(world.loop.runUntil(() -> allKnow(world, fourth.id), 5 * SECOND));
        Roster without = world.node(1).node().roster().without(fourth.id);
        world.nodes.forEach(node -> node.node().take(without));
        assertTrue(
                world.loop.runUntil(() -> fourth.stoppedBecause.isPresent(), 30 * SECOND),
                "it stops");
        assertTrue(fourth.stoppedBecause.get().contains("was removed from the cluster"));
        fourth.start();
        assertTrue(
                world.loop.runUntil(() -> fourth.stoppedBecause.isPresent(), 60 * SECOND),
                "and each time that it is started");
        assertEquals(new NodeId(5), letIn(world, new UUID(0x7000, 5), "host:4").number());
    }
}
