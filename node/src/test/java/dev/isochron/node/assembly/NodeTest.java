package dev.isochron.node.assembly;

import static dev.isochron.node.world.TestWorld.GROUP;
import static dev.isochron.node.world.TestWorld.MILLI;
import static dev.isochron.node.world.TestWorld.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.desk.Answer;
import dev.isochron.node.world.TestNode;
import dev.isochron.node.world.TestWorld;
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
