package dev.isochron.node.assembly;

import static dev.isochron.node.world.TestWorld.GROUP;
import static dev.isochron.node.world.TestWorld.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.frame.Word;
import dev.isochron.node.world.TestNode;
import dev.isochron.node.world.TestWorld;
import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Letters that are well-formed and come from a node of the cluster, and that no honest program
/// would send.
class HostileLettersTest {
    private static final ReplicaId STRANGER = new ReplicaId(77);
    private static final GroupId NOWHERE = new GroupId(999);
    private static final Ballot HIGH = new Ballot(1_000, 1);

    private final TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());

    @BeforeEach
    void found() {
        world.startAll();
        world.append(GROUP, "first");
        assertTrue(world.converges(GROUP, SECOND));
    }

    /// Replica 1 lives on node 1. Whatever node 3 says in its name is not heard.
    @Test
    void nobodySpeaksForTheReplicaOfAnotherNode() {
        TestNode liar = world.node(3);
        Message accept =
                new Message.Accept(
                        HIGH,
                        Slot.FIRST,
                        List.of(new Entry.Commands(new byte[] {1})),
                        new Beat(Slot.ZERO, Timestamp.MIN, Slot.FIRST));
        List<Message> lies =
                List.of(
                        new Message.Prepare(HIGH, Slot.FIRST, Optional.empty()),
                        accept,
                        new Message.Heartbeat(
                                HIGH, new Beat(new Slot(50), Timestamp.MIN, Slot.FIRST)),
                        new Message.Quiesce(HIGH, Slot.FIRST));
        Ballot before = promised(2);
        for (Message lie : lies) {
            say(liar, GROUP, new ReplicaId(1), new ReplicaId(2), lie);
        }
        assertEquals(before, promised(2), "nothing was promised to a ballot that nobody stood for");
        goesOn();
    }

    @Test
    void aReplicaThatNobodyKnowsChangesNothing() {
        TestNode liar = world.node(3);
        Ballot own = new Ballot(1_000, STRANGER.value());
        say(liar, GROUP, STRANGER, new ReplicaId(2), new Message.Canvass(own, new Slot(9)));
        say(liar, GROUP, STRANGER, new ReplicaId(2), new Message.Fetch(Slot.FIRST, 1 << 30));
        goesOn();
    }

    @Test
    void aGroupThatIsNotHereIsAnsweredForAndNotMade() {
        TestNode liar = world.node(3);
        Message prepare = new Message.Prepare(new Ballot(7, 3), Slot.FIRST, Optional.empty());
        say(liar, NOWHERE, new ReplicaId(3), new ReplicaId(2), prepare);
        assertEquals(1, world.node(2).node().status().groups().size());
        goesOn();
    }

    /// The addressee of an order to be born must be ordered onto this very node.
    @Test
    void nobodyIsBornOnTheWordOfAConfigurationThatNamesAnotherNode() {
        TestNode liar = world.node(3);
        Configuration elsewhere =
                new Configuration(
                        List.of(
                                new Member(new ReplicaId(1), world.node(1).id),
                                new Member(new ReplicaId(9), world.node(3).id)),
                        List.of(),
                        List.of(),
                        10);
        Message welcome = new Message.Welcome(elsewhere);
        say(liar, NOWHERE, new ReplicaId(1), new ReplicaId(9), welcome);
        assertEquals(1, world.node(2).node().status().groups().size());
        goesOn();
    }

    private void say(TestNode liar, GroupId group, ReplicaId from, ReplicaId to, Message message) {
        world.forge(
                liar,
                world.node(2),
                new Word.Letters(List.of(new Envelope(group, from, to, message))));
        world.loop.run(SECOND / 10);
    }

    private Ballot promised(int node) {
        return world.node(node).node().status().groups().getFirst().view().ballot();
    }

    private void goesOn() {
        for (TestNode node : world.nodes) {
            assertTrue(node.isUp(), () -> node.id + " stopped: " + node.stoppedBecause);
        }
        world.append(GROUP, "after");
        assertTrue(world.converges(GROUP, 10 * SECOND));
    }
}
