package dev.isochron.truetime.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.Reading;
import dev.isochron.truetime.source.ClockFault;
import dev.isochron.truetime.source.SimulatedClock;
import dev.isochron.truetime.source.SimulatedTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Clusters with heartbeats over a network of changing delays, some clocks lying (FAULTS C1, C2).
class ClockWorldTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long HEARTBEAT = 500 * MILLI;
    private static final long MAX_DELAY = 20 * MILLI;

    /// Twice the largest half width of [SimulatedClock#likeSpanner].
    private static final long MAX_WIDTH = 14 * MILLI + 10;

    /// The bound of docs/clock.md: two heartbeats and two message delays.
    private static final long DETECTION = 2 * (HEARTBEAT + MAX_DELAY);

    /// Any lie larger than this is found: a peer's width and a message's delay.
    private static final long DETECTABLE = MAX_WIDTH + MAX_DELAY;

    @Test
    void honestClustersNeverDoubtAnybody() {
        for (long seed = 1; seed <= 60; seed++) {
            World world = new World(seed, 3 + 2 * (int) (seed % 3));
            world.run(30 * SECOND);
            for (Node node : world.nodes) {
                assertEquals(0, node.judge.impossibleStamps(), "seed " + seed);
            }
        }
    }

    @Test
    void liarIsContradictedWithinTheBoundAndNobodyElseIs() {
        long longest = 0;
        for (long seed = 1; seed <= 200; seed++) {
            World world = new World(seed, 3 + 2 * (int) (seed % 2));
            Random random = new Random(seed);
            world.run(3 * SECOND + random.nextLong(SECOND));
            Node liar = world.nodes.get(random.nextInt(world.nodes.size()));
            long lie = DETECTABLE + MAX_WIDTH + random.nextLong(10 * SECOND);
            boolean ahead = random.nextBoolean();
            liar.clock.restart();
            liar.clock.inject(new ClockFault.Step(world.truth, Long.MAX_VALUE, ahead ? lie : -lie));
            long from = world.truth;
            while (!liar.contradicted && world.truth <= from + DETECTION) {
                liar.clock.restart();
                world.step();
            }
            assertTrue(liar.contradicted, "seed " + seed + ": not found within the bound");
            longest = Math.max(longest, world.truth - from);
            world.run(5 * SECOND);
            for (Node node : world.nodes) {
                assertEquals(node == liar, node.everContradicted, "seed " + seed);
            }
        }
        assertTrue(longest > HEARTBEAT / 2, "the bound is not idle: " + longest);
    }

    @Test
    void anyMinorityOfLiarsLeavesTheHonestTrusted() {
        for (long seed = 1; seed <= 100; seed++) {
            World world = new World(seed, 5);
            Random random = new Random(seed);
            for (int i = 0; i < 2; i++) {
                long lie = random.nextLong(20 * SECOND) - 10 * SECOND;
                world.nodes.get(i).clock.inject(new ClockFault.Step(0, Long.MAX_VALUE, lie));
            }
            world.run(20 * SECOND);
            for (Node node : world.nodes.subList(2, 5)) {
                assertFalse(node.everContradicted, "seed " + seed);
            }
        }
    }

    @Test
    void healedLiarIsTrustedAgainWithinTheBound() {
        for (long seed = 1; seed <= 50; seed++) {
            World world = new World(seed, 3);
            Node liar = world.nodes.get(0);
            liar.clock.inject(new ClockFault.Step(0, Long.MAX_VALUE, 3 * SECOND));
            world.run(3 * SECOND);
            assertTrue(liar.contradicted, "seed " + seed);
            liar.clock.heal();
            liar.clock.restart();
            world.run(DETECTION);
            assertFalse(liar.contradicted, "seed " + seed);
        }
    }

    /// FAULTS C7: ten times the drift that is claimed is found once it has added up.
    @Test
    void driftBeyondTheClaimIsFoundOnceItHasAddedUp() {
        for (long seed = 1; seed <= 50; seed++) {
            World world = new World(seed, 3);
            world.run(2 * SECOND);
            Node liar = world.nodes.get(1);
            liar.clock.inject(new ClockFault.Drift(world.truth, Long.MAX_VALUE, 2_000_000));
            long addsUp = (DETECTABLE + MAX_WIDTH) * 500;
            world.run(addsUp + DETECTION);
            assertTrue(liar.contradicted, "seed " + seed);
            assertFalse(world.nodes.get(0).everContradicted, "seed " + seed);
        }
    }

    @Test
    void sameSeedIsTheSameHistory() {
        assertEquals(digest(9), digest(9));
    }

    private static String digest(long seed) {
        World world = new World(seed, 5);
        world.nodes.get(2).clock.inject(new ClockFault.Step(0, Long.MAX_VALUE, -SECOND));
        world.run(10 * SECOND);
        StringBuilder text = new StringBuilder();
        for (Node node : world.nodes) {
            text.append(node.judge.standing()).append(node.clock.now()).append('\n');
        }
        return text.toString();
    }

    private static final class Node {
        private final int id;
        private final SimulatedTime clock;
        private final ClockJudge<Integer> judge;
        private boolean contradicted;
        private boolean everContradicted;

        Node(int id, SimulatedTime clock) {
            this.id = id;
            this.clock = clock;
            this.judge = new ClockJudge<>(new JudgeLimits(2 * DETECTION, 200_000));
        }
    }

    /// Something that happens at a moment of true time; the order decides between equals.
    private record Event(long at, long order, Runnable what) {}

    private static final class World {
        private final Random random;
        private final List<Node> nodes = new ArrayList<>();
        private final PriorityQueue<Event> events =
                new PriorityQueue<>(
                        Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
        private long truth = 1_000 * SECOND;
        private long order;

        World(long seed, int size) {
            random = new Random(seed);
            TreeSet<Integer> ids = new TreeSet<>();
            for (int id = 0; id < size; id++) {
                ids.add(id);
                SimulatedClock character = SimulatedClock.likeSpanner(seed * 31 + id);
                nodes.add(new Node(id, new SimulatedTime(character, () -> truth, nanos -> {})));
            }
            for (Node node : nodes) {
                TreeSet<Integer> others = new TreeSet<>(ids);
                others.remove(node.id);
                node.judge.setPeers(others);
                after(random.nextLong(HEARTBEAT), () -> beat(node));
            }
        }

        private void after(long delay, Runnable what) {
            events.add(new Event(truth + delay, order++, what));
        }

        private void beat(Node sender) {
            for (Node receiver : nodes) {
                if (receiver != sender && sender.clock.now() instanceof Reading.Usable usable) {
                    ClockStamp stamp = sender.judge.stampFor(receiver.id, usable.interval());
                    after(random.nextLong(MAX_DELAY), () -> arrive(sender, receiver, stamp));
                }
            }
            after(HEARTBEAT, () -> beat(sender));
        }

        private void arrive(Node sender, Node receiver, ClockStamp stamp) {
            receiver.judge.heard(sender.id, stamp, receiver.clock.now(), truth);
            receiver.contradicted = receiver.judge.standing() instanceof Standing.Contradicted;
            receiver.everContradicted |= receiver.contradicted;
        }

        void step() {
            Event next = events.remove();
            truth = next.at();
            next.what().run();
        }

        void run(long nanos) {
            long until = truth + nanos;
            while (!events.isEmpty() && events.element().at() <= until) {
                step();
            }
            truth = until;
        }
    }
}
