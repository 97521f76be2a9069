package dev.isochron.node.assembly;

import static dev.isochron.node.world.TestWorld.GROUP;
import static dev.isochron.node.world.TestWorld.MILLI;
import static dev.isochron.node.world.TestWorld.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.desk.Answer;
import dev.isochron.node.ledger.ClientId;
import dev.isochron.node.ledger.Command;
import dev.isochron.node.service.LogService;
import dev.isochron.node.world.TestNode;
import dev.isochron.node.world.TestWorld;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.log.StatusRequest;
import dev.isochron.truetime.Timestamp;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Disks that are full or fail: writes are refused with the reason, what was acknowledged stays,
/// and work goes on when there is room again.
final class FullDiskTest {
    private static final int LINE_BYTES = 50_000;
    private static final int FULL_MEANS_LINES = 400;

    private final TestWorld world = new TestWorld(3, 1, UnaryOperator.identity());
    private long sequence;

    @Test
    void aFullDiskRefusesWritesAndRecovers() {
        world.startAll();
        world.append(GROUP, "first");
        fill();
        long recorded = writeUntilRefused();
        world.loop.run(10 * SECOND);
        assertTrue(leader().isUp(), "a full disk stops nobody");
        assertEquals(recorded, lines(), "what was acknowledged is there");
        makeRoom();
        world.loop.run(2 * SECOND);
        assertEquals(recorded + 1, world.append(GROUP, "after").line());
        assertTrue(world.converges(GROUP, 10 * SECOND));
    }

    /// Whoever leads can write nothing: it leads no more where others can.
    @Test
    void aLeaderWithoutRoomMakesWayForOneThatHasSome() {
        world.startAll();
        world.append(GROUP, "first");
        TestNode full = leader();
        full.log.roomBytes = full.log.usedBytes();
        full.state.roomBytes = full.state.usedBytes();
        writeUntilRefused();
        boolean another =
                world.loop.runUntil(
                        () -> findLeader().filter(now -> now != full).isPresent(), 10 * SECOND);
        assertTrue(another, "another one leads");
        assertInstanceOf(Answer.Recorded.class, write());
        assertTrue(full.isUp(), "a full disk stops nobody");
    }

    /// What `isochron status` is told of.
    @Test
    void theStatusShowsItUntilThereIsRoom() {
        world.startAll();
        world.append(GROUP, "first");
        assertFalse(shownAsFull(leader()));
        fill();
        writeUntilRefused();
        assertTrue(shownAsFull(leader()));
        makeRoom();
        world.append(GROUP, "after");
        assertFalse(shownAsFull(leader()));
    }

    private boolean shownAsFull(TestNode asked) {
        LogService service =
                new LogService(
                        new LogService.Surroundings(
                                world.loop,
                                () -> Optional.of(asked.node()),
                                asked.clock(),
                                asked.clock()::status,
                                Map.of(),
                                new TreeMap<>()));
        Replies replies = new Replies();
        service.status(StatusRequest.getDefaultInstance(), replies);
        world.loop.run(MILLI);
        return replies.all.getFirst().getLogDiskFull();
    }

    private static final class Replies implements StreamObserver<StatusReply> {
        private final List<StatusReply> all = new ArrayList<>();

        @Override
        public void onNext(StatusReply reply) {
            all.add(reply);
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void onCompleted() {}
    }

    @Test
    void aCrashOnAFullDiskLosesNothing() {
        world.startAll();
        world.append(GROUP, "first");
        fill();
        long recorded = writeUntilRefused();
        world.nodes.forEach(TestNode::crash);
        world.startAll();
        makeRoom();
        world.loop.run(20 * SECOND);
        Answer.Recorded after = world.append(GROUP, "after");
        assertTrue(after.line() > recorded, () -> after + " after " + recorded + " lines");
        assertTrue(world.converges(GROUP, 10 * SECOND));
    }

    /// Filled by somebody else, so that not even a checkpoint can be written; then the log itself
    /// makes room for nothing.
    @Test
    void theReasonIsToldToTheClient() {
        world.startAll();
        world.append(GROUP, "first");
        fill();
        List<Answer> refusals = new ArrayList<>();
        for (int i = 0; i < FULL_MEANS_LINES && refusals.isEmpty(); i++) {
            Answer answer = write();
            if (!(answer instanceof Answer.Recorded)) {
                refusals.add(answer);
            }
        }
        world.loop.run(2 * SECOND);
        Answer.Busy busy = assertInstanceOf(Answer.Busy.class, write());
        assertTrue(busy.reason().contains("disk"), busy::toString);
    }

    @Test
    void aNodeWithoutRoomForItsStoreSaysSo() {
        world.node(2).log.roomBytes = 100;
        world.startAll();
        world.loop.run(SECOND);
        String why = world.node(2).stoppedBecause.orElseThrow();
        assertTrue(why.contains("the disk has no room for the log"), why);
        assertTrue(why.contains("Free some space and start the node again."), why);
    }

    @Test
    void aFailedSyncStopsTheNodeAndTheOthersGoOn() {
        world.startAll();
        world.append(GROUP, "first");
        TestNode leader = leader();
        leader.log.failsToSync = true;
        assertEquals(2, world.append(GROUP, "by another leader").line());
        String why = leader.stoppedBecause.orElseThrow();
        assertTrue(why.contains("stops before it promises anything more"), why);
        leader.log.failsToSync = false;
        leader.crash();
        leader.start();
        assertTrue(world.converges(GROUP, 20 * SECOND));
    }

    private void fill() {
        for (TestNode node : world.nodes) {
            node.log.roomBytes = node.log.usedBytes();
            node.state.roomBytes = node.state.usedBytes();
        }
    }

    private void makeRoom() {
        for (TestNode node : world.nodes) {
            node.log.roomBytes = Long.MAX_VALUE;
            node.state.roomBytes = Long.MAX_VALUE;
        }
    }

    /// How many lines there are when the first is refused.
    private long writeUntilRefused() {
        long recorded = lines();
        for (int i = 0; i < FULL_MEANS_LINES; i++) {
            if (!(write() instanceof Answer.Recorded done)) {
                return recorded;
            }
            recorded = done.line();
        }
        throw new AssertionError("a full disk took everything");
    }

    private Answer write() {
        sequence++;
        ClientId client = new ClientId(new Timestamp(1), 99);
        Command command = new Command(client, sequence, new byte[LINE_BYTES]);
        Answer[] answer = new Answer[1];
        leader().node().append(GROUP, command, a -> answer[0] = a);
        assertTrue(world.loop.runUntil(() -> answer[0] != null, 30 * SECOND), "no answer");
        world.loop.run(MILLI);
        return answer[0];
    }

    private TestNode leader() {
        boolean any = world.loop.runUntil(() -> findLeader().isPresent(), 30 * SECOND);
        assertTrue(any, "nobody leads");
        return findLeader().orElseThrow();
    }

    /// Also one that sleeps, without its lease.
    private Optional<TestNode> findLeader() {
        return world.nodes.stream()
                .filter(TestNode::isUp)
                .filter(n ->
                        n.node().status().groups().stream()
                                .anyMatch(g -> g.view().role().equals("leading")))
                .findFirst();
    }

    private long lines() {
        return leader().node().status().groups().getFirst().lines();
    }
}
