package dev.isochron.node.assembly;

import static dev.isochron.node.world.TestWorld.GROUP;
import static dev.isochron.node.world.TestWorld.MILLI;
import static dev.isochron.node.world.TestWorld.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.desk.Answer;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Word;
import dev.isochron.node.port.NodeObserver;
import dev.isochron.node.roster.Roster;
import dev.isochron.node.world.TestNode;
import dev.isochron.node.world.TestWorld;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class NodeTest {

    @Test
    void threeFreshNodesFoundAClusterAndWriteALine() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        Answer.Recorded first = world.append(GROUP, "first");
        Answer.Recorded second = world.append(GROUP, "second");
        assertEquals(1, first.line());
        assertEquals(2, second.line());
        assertTrue(second.timestamp().isAfter(first.timestamp()));
        assertTrue(world.converges(GROUP, SECOND));
    }

    /// A second off among clocks that agree to the nanosecond: the others are the majority.
    @Test
    void aClockThatTheMajorityContradictsMayNotLead() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "first");
        assertEquals(List.of(true, true, true), clocksThatMayLead(world));
        world.node(2).clock().errorNanos = SECOND;
        world.loop.run(5 * SECOND);
        assertEquals(List.of(true, false, true), clocksThatMayLead(world));
        world.node(3).clock().usable = false;
        assertEquals(List.of(true, false, false), clocksThatMayLead(world));
    }

    private static List<Boolean> clocksThatMayLead(TestWorld world) {
        return world.nodes.stream().map(node -> node.node().status().clockMayLead()).toList();
    }

    /// The dials of this test: a frame takes 50 µs, a sync 100 µs. What remains is hellos, the
    /// jitter before standing, and one heartbeat.
    @Test
    void aFreshClusterTakesWorkWithinHalfASecond() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "first");
        long tookMillis = world.loop.uptimeNanos() / MILLI;
        assertTrue(tookMillis < 500, () -> "first line after " + tookMillis + " ms");
    }

    /// A grant reaches one lease ahead, the horizon a quarter further; then an election.
    @Test
    void afterACrashOfAllWorkGoesOnWithinAQuarterMoreThanALease() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "before");
        world.loop.run(10 * SECOND);
        world.append(GROUP, "and again");
        long crashed = world.loop.uptimeNanos();
        world.nodes.forEach(TestNode::crash);
        world.startAll();
        world.append(GROUP, "after");
        long tookMillis = (world.loop.uptimeNanos() - crashed) / MILLI;
        long lease = PaxosSettings.defaults().lease().toMillis();
        assertTrue(tookMillis < lease * 5 / 4 + 500, () -> "again after " + tookMillis + " ms");
    }

    /// The horizon lapses with the last lease; whoever wants a lease after that has it again within
    /// some round trips and one more sync, which takes 100 µs here; a client that asks a follower
    /// first asks again 20 ms later.
    @Test
    void quietNodesSyncNothingAndWakeUpWithinMilliseconds() {
        TestWorld world = new TestWorld(3, 2, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "before");
        world.loop.run(20 * SECOND);
        long syncs = syncs(world);
        world.loop.run(60 * SECOND);
        assertEquals(syncs, syncs(world));
        long asked = world.loop.uptimeNanos();
        world.append(GROUP, "after");
        long tookMillis = (world.loop.uptimeNanos() - asked) / MILLI;
        assertTrue(tookMillis < 25, () -> "awake after " + tookMillis + " ms");
        world.loop.run(SECOND);
        assertTrue(syncs(world) > syncs + 3, "the horizon is kept ahead again");
    }

    private static long syncs(TestWorld world) {
        return world.nodes.stream()
                .mapToLong(node -> node.node().status().disk().orElseThrow().syncs())
                .sum();
    }

    /// Nothing was granted that a restart would have to wait for. At 300 nodes some peer pings
    /// every three milliseconds.
    @Test
    void pingsOfManyPeersDoNotMakeANodeLookAroundAtEach() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "first");
        world.loop.run(10 * SECOND);
        long looks = world.node(1).clock().looks;
        for (int i = 0; i < 1000; i++) {
            world.forge(world.node(2), world.node(1), new Word.Ping(Roster.FOUNDING, false));
        }
        world.loop.run(10 * MILLI);
        assertTrue(world.node(1).clock().looks - looks < 50, "it looked around at each");
    }

    /// How far its log is, everything that it says tells.
    @Test
    void aNodeAtWorkPingsNoMoreThanOneAtRest() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        AtomicInteger pings = new AtomicInteger();
        world.node(1).observer =
                new NodeObserver() {
                    @Override
                    public void sent(NodeId to, Frame frame) {
                        pings.addAndGet(frame.word() instanceof Word.Ping ? 1 : 0);
                    }
                };
        world.startAll();
        for (int i = 0; i < 50; i++) {
            world.append(GROUP, "line " + i);
            world.loop.run(100 * MILLI);
        }
        assertTrue(pings.get() <= 2 * 5, () -> pings + " pings to two peers in five seconds");
    }

    @Test
    void afterACrashOfAllQuietNodesNobodyWaitsForALease() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "before");
        world.loop.run(30 * SECOND);
        world.nodes.forEach(TestNode::crash);
        long crashed = world.loop.uptimeNanos();
        world.startAll();
        world.append(GROUP, "after");
        long tookMillis = (world.loop.uptimeNanos() - crashed) / MILLI;
        assertTrue(tookMillis < 1000, () -> "again after " + tookMillis + " ms");
    }

    /// A clock that ran an hour ahead for a while must not keep its node from voting for an hour
    /// after the next start: here its vote is needed. Found by simulation, seed 1065.
    @Test
    void aClockThatLiedDoesNotKeepItsNodeFromVotingAfterARestart() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "before");
        TestNode liar = world.node(1);
        liar.clock().errorNanos = 3600 * SECOND;
        world.loop.run(10 * SECOND);
        liar.clock().errorNanos = 0;
        liar.crash();
        world.node(3).crash();
        liar.start();
        long restarted = world.loop.uptimeNanos();
        world.append(GROUP, "with the liar's vote");
        long tookMillis = (world.loop.uptimeNanos() - restarted) / MILLI;
        assertTrue(tookMillis < 10_000, () -> "again after " + tookMillis + " ms");
    }

    @Test
    void aNodeSaysThatItsClockVouchesForNothingAndWhenItDoesAgain() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "all clocks are good");
        TestNode doubtful = world.node(2);
        int before = doubtful.told.size();
        doubtful.clock().usable = false;
        world.loop.run(5 * SECOND);
        doubtful.clock().usable = true;
        world.loop.run(5 * SECOND);

        assertEquals(
                List.of(
                        "The test took the clock away. This node follows and does not lead"
                                + " meanwhile. Give it back.",
                        "The clock of this node is good enough again."),
                doubtful.told.subList(before, doubtful.told.size()));
    }

    @Test
    void aCrashOfAllLosesNothing() {
        TestWorld world = new TestWorld(3, 2, UnaryOperator.identity());
        world.startAll();
        for (int i = 0; i < 50; i++) {
            world.append(GROUP, "line " + i);
        }
        world.nodes.forEach(TestNode::crash);
        world.loop.run(100 * MILLI);
        world.startAll();
        Answer.Recorded next = world.append(GROUP, "after");
        assertEquals(51, next.line());
        assertTrue(world.converges(GROUP, SECOND));
    }

    @Test
    void aWipedNodeComesBackAsLearnerAndVotesUnderANewId() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        world.startAll();
        for (int i = 0; i < 20; i++) {
            world.append(GROUP, "line " + i);
        }
        TestNode third = world.node(3);
        third.crash();
        third.wipe();
        world.loop.run(3 * SECOND);
        third.start();
        boolean healed =
                world.loop.runUntil(
                        () ->
                                third.isUp()
                                        && third.node().status().groups().stream()
                                                .anyMatch(g ->
                                                        g.view().self().value() > 3
                                                                && g.view()
                                                                        .configuration()
                                                                        .votes(g.view().self())
                                                                && !g.view()
                                                                        .configuration()
                                                                        .isJoint()),
                        60 * SECOND);
        assertTrue(healed, () -> third.node().status().toString());
        assertEquals(21, world.append(GROUP, "after").line());
        assertTrue(world.converges(GROUP, SECOND));
    }
}
