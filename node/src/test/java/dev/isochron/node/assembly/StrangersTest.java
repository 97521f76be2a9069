package dev.isochron.node.assembly;

import static dev.isochron.node.world.TestWorld.GROUP;
import static dev.isochron.node.world.TestWorld.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.world.TestDisk;
import dev.isochron.node.world.TestNode;
import dev.isochron.node.world.TestWorld;
import dev.isochron.paxos.log.StoreIdentity;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.log.Wal;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Directories that do not belong where they are: the node that has one says so and stops, and the
/// cluster goes on as if it had never come.
final class StrangersTest {

    /// What a data directory was at some moment.
    private record Copy(TestDisk log, TestDisk state) {
        static Copy of(TestNode node) {
            return new Copy(node.log.copy(), node.state.copy());
        }

        void putInto(TestNode node) {
            node.log = log;
            node.state = state;
        }
    }

    @Test
    void theDirectoryOfAnotherClusterStops() {
        TestWorld other = founded(2);
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        third.crash();
        third.log = other.node(3).log.copy();
        third.state = other.node(3).state.copy();
        world.loop.run(3 * SECOND);
        third.start();
        assertStops(world, third, "holds data of cluster");
    }

    /// It went on after the copy was taken, was restarted once, and was then replaced by the copy.
    @Test
    void anOldCopyOfTheDirectoryStops() {
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        Copy copy = Copy.of(third);
        world.append(GROUP, "after the copy");
        restart(world, third);
        assertCopyStops(world, third, copy);
    }

    /// It was taken while the node stood still, so it begins where the directory itself goes on.
    @Test
    void aCopyFromBeforeTheLatestStartStops() {
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        third.crash();
        Copy copy = Copy.of(third);
        restart(world, third);
        assertCopyStops(world, third, copy);
    }

    /// It was taken while the node ran, which was not started again before its disk was lost.
    @Test
    void aCopyFromAfterTheLatestStartStops() {
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        Copy copy = Copy.of(third);
        world.append(GROUP, "after the copy");
        world.loop.run(3 * SECOND);
        assertCopyStops(world, third, copy);
    }

    /// As above, but whoever ran beside it was restarted before the copy was.
    @Test
    void aCopyStopsThoughAllOthersWereRestartedBeforeIt() {
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        Copy copy = Copy.of(third);
        world.append(GROUP, "after the copy");
        world.loop.run(3 * SECOND);
        third.crash();
        world.loop.run(10 * SECOND);
        world.node(1).crash();
        world.node(2).crash();
        copy.putInto(third);
        world.startAll();
        assertStops(world, third, "is an old copy");
    }

    /// Everybody was stopped as one should, a backup of one was put back, and all were started.
    @Test
    void aCopyStopsThoughEverybodyWasStoppedMeanwhile() {
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        Copy copy = Copy.of(third);
        world.append(GROUP, "after the copy");
        world.loop.run(3 * SECOND);
        List<TestNode> all = List.of(world.node(1), world.node(2), third);
        all.forEach(TestNode::stopGently);
        world.loop.run(SECOND);
        all.forEach(TestNode::crash);
        copy.putInto(third);
        world.startAll();
        assertStops(world, third, "is an old copy");
    }

    /// Two of three directories were put back to before: they are the majority, and know less.
    @Test
    void twoOldCopiesDoNotOutvoteTheOneThatKnowsBetter() {
        TestWorld world = founded(1);
        List<TestNode> old = List.of(world.node(1), world.node(2));
        List<Copy> copies = old.stream().map(Copy::of).toList();
        world.append(GROUP, "after the copies");
        world.loop.run(3 * SECOND);
        for (int i = 0; i < old.size(); i++) {
            old.get(i).crash();
            copies.get(i).putInto(old.get(i));
        }
        old.forEach(TestNode::start);
        assertTrue(
                world.loop.runUntil(() -> old.stream().noneMatch(TestNode::isUp), 60 * SECOND),
                "both stop");
        assertTrue(world.node(3).isUp(), "the one that knows better goes on");
    }

    /// As a supervisor does that knows no better.
    @Test
    void anOldCopyStopsHoweverOftenItIsStarted() {
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        Copy copy = Copy.of(third);
        world.append(GROUP, "after the copy");
        restart(world, third);
        assertCopyStops(world, third, copy);
        for (int i = 0; i < 20; i++) {
            StoreRefusedException refused = assertThrows(StoreRefusedException.class, third::start);
            assertEquals(StoreRefusedException.Reason.STALE_COPY, refused.reason());
        }
        third.crash();
        third.wipe();
        third.start();
        assertTrue(world.converges(GROUP, 60 * SECOND), "an empty directory is welcome");
    }

    /// Seed 1079 of the simulation: everybody said hello, one lost power while it made its store.
    @Test
    void aDirectoryWhoseFoundingWasCutShortIsRefusedOnceTheOthersHaveACluster() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        TestNode third = world.node(3);
        StoreIdentity early = new StoreIdentity(new UUID(7, 7), third.id, new UUID(1, 7));
        Wal.open(third.log, third.settings.log(), early);
        world.startAll();
        assertStops(world, third, "whose founding was never finished");
        for (int i = 0; i < 3; i++) {
            StoreRefusedException refused = assertThrows(StoreRefusedException.class, third::start);
            assertEquals(StoreRefusedException.Reason.UNFINISHED, refused.reason());
        }
        third.crash();
        third.wipe();
        third.start();
        assertTrue(world.converges(GROUP, 60 * SECOND), "an empty directory is welcome");
    }

    @Test
    void twoNodesOfOneNumberDoNotBothRun() {
        TestWorld world = founded(1);
        TestNode impostor = world.impostor(3);
        impostor.start();
        assertStops(world, impostor, "Two servers call themselves node 3");
        assertTrue(world.node(3).isUp(), "the one that was there first goes on");
    }

    /// Both were started from the same bytes, as after a move to another machine.
    @Test
    void aCopyDoesNotRunBesideItsOriginal() {
        TestWorld world = founded(1);
        TestNode third = world.node(3);
        third.crash();
        TestNode copy = world.impostor(3);
        copy.log = third.log.copy();
        copy.state = third.state.copy();
        restart(world, third);
        copy.start();
        assertStops(world, copy, "is an old copy");
        assertTrue(world.node(3).isUp(), "the one that was there first goes on");
    }

    @Test
    void aNodeWithAnotherPlanStops() {
        TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
        TestNode third = world.node(3);
        Plan plan = third.settings.plan();
        third.settings =
                NodeSettings.of(third.id, new Plan(plan.nodes(), 7, 3), "world")
                        .withLog(TestWorld.SMALL_LOG);
        world.startAll();
        world.loop.run(SECOND);
        assertTrue(third.stoppedBecause.isPresent());
        String why = third.stoppedBecause.get();
        assertTrue(why.contains("groups=7 copies=3 here"), why);
        assertTrue(why.contains("Start all nodes with the same"), why);
        assertEquals(0, third.log.names().size(), "nothing was made");
    }

    private static TestWorld founded(int groups) {
        TestWorld world = new TestWorld(3, groups, UnaryOperator.identity());
        world.startAll();
        world.append(GROUP, "first");
        assertTrue(world.converges(GROUP, SECOND));
        return world;
    }

    private static void restart(TestWorld world, TestNode node) {
        node.crash();
        world.loop.run(3 * SECOND);
        node.start();
        world.append(GROUP, "after the restart");
        assertTrue(world.converges(GROUP, 10 * SECOND));
    }

    private static void assertCopyStops(TestWorld world, TestNode node, Copy copy) {
        node.crash();
        copy.putInto(node);
        world.loop.run(3 * SECOND);
        node.start();
        assertStops(world, node, "is an old copy");
    }

    private static void assertStops(TestWorld world, TestNode node, String words) {
        boolean stopped = world.loop.runUntil(() -> !node.isUp(), 60 * SECOND);
        assertTrue(stopped, () -> "still up: " + node.told);
        String why = node.stoppedBecause.orElseThrow();
        assertTrue(why.contains(words), why);
        world.append(GROUP, "the others go on");
    }
}
