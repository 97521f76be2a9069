package dev.isochron.simulation.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Omissions;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.session.Sessions;
import dev.isochron.simulation.transactions.SimulatedPorts;
import dev.isochron.truetime.source.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What writers feel of changes, with the usual settings, in the time of the simulated world: a
/// wire takes a tenth of a millisecond, a sync 0.15, and thinking costs next to nothing. So what
/// takes longer than some round trips is somebody who waits for a timer. What a machine adds that
/// thinks slowly, `isochron bench stalls` tells.
class StallTest {

    private static final int WRITERS = 3;

    /// How often a writer looks whether it may begin.
    private static final long LOOK_MILLIS = 20;

    private static final String TABLE = "stall";
    private static final GroupId GROUP = Plan.groupOf(new ShardId(1));

    /// Some ten messages, one after the other, and three syncs; a write alone takes 0.6 ms.
    private static final long MOVE_MICROS = 8_000;

    private static final long SPLIT_MICROS = 8_000;

    private static final long MERGE_MICROS = 8_000;

    /// What is promised of the death of a leader, whatever it is busy with.
    private static final long KILL_MICROS = 3_000_000;

    private final Cluster cluster =
            new Cluster(design(), new Generator(1), _ -> SimulatedClock.perfect(), null);
    private final Sessions sessions = new Sessions(cluster.scheduler(), new Generator(2));
    private final SimulatedPorts ports = new SimulatedPorts(cluster, sessions, new Generator(3));
    private final List<List<Long>> ends = new ArrayList<>();
    private boolean begun;

    private static Design design() {
        List<NodeId> nodes = List.of(new NodeId(1), new NodeId(2), new NodeId(3));
        Plan plan = new Plan(nodes, 0, 3, List.of(Span.ALL)).withShards(List.of());
        return new Design(plan, PaxosSettings.defaults(), LogSettings.DEFAULT, Omissions.NONE);
    }

    @AfterEach
    void end() {
        sessions.close();
    }

    @Test
    void aPlannedMoveIsAFewRoundTrips() {
        startWriters();
        for (int round = 0; round < 4; round++) {
            Machine leader = leader();
            NodeId to = new NodeId(leader.number() % 3 + 1);
            long fromNanos = now();
            leader.ask(node -> node.handOver(GROUP, to));
            runMillis(25);
            requireShorter(fromNanos, MOVE_MICROS);
            assertTrue(leader().number() == to.value(), "it moved");
        }
    }

    @Test
    void aSplitIsAFewRoundTrips() {
        startWriters();
        for (int border = 1; border < WRITERS; border++) {
            Key at = Key.ofHex("50 14 %02x".formatted(border));
            ShardId right = new ShardId(1 + border);
            long fromNanos = now();
            cluster.machines().forEach(machine -> machine.ask(node -> split(node, at, right)));
            runMillis(25);
            requireShorter(fromNanos, SPLIT_MICROS);
            assertTrue(isCut(at), "it is cut");
        }
    }

    /// A merge needs all replicas: who waits for one that is gone stops nobody meanwhile.
    @Test
    void nobodyIsStoppedForAMergeWhileANodeIsGone() {
        startWriters();
        Key border = Key.ofHex("50 14 01");
        cut(border, new ShardId(2));
        mergeFor(1_000);
        assertTrue(!isCut(border), "all are there: it is whole again");
        cut(border, new ShardId(3));
        cluster.machines().stream().filter(each -> !serves(each)).findFirst().orElseThrow().kill();
        runMillis(1_000);
        long fromNanos = now();
        mergeFor(2_000);
        requireShorter(fromNanos, MERGE_MICROS);
        assertTrue(isCut(border), "it is still cut");
    }

    private void cut(Key border, ShardId right) {
        cluster.machines().forEach(machine -> machine.ask(node -> split(node, border, right)));
        runMillis(25);
        assertTrue(isCut(border), "it is cut");
    }

    private void mergeFor(long millis) {
        for (long since = 0; since < millis; since += 200) {
            leader().ask(StallTest::merge);
            runMillis(200);
        }
    }

    private boolean isCut(Key at) {
        List<Boolean> begins = new ArrayList<>();
        leader().ask(node ->
                begins.add(node.shardMap().stream().anyMatch(one -> one.span().from().equals(at))));
        runMillis(1);
        return begins.contains(true);
    }

    @Test
    void writesGoOnWithinThreeSecondsOfTheDeathOfALeader() {
        startWriters();
        long fromNanos = now();
        leader().kill();
        runMillis(2_900);
        requireShorter(fromNanos, KILL_MICROS);
    }

    /// Every writer writes again, and none waited for longer than that.
    private void requireShorter(long fromNanos, long micros) {
        for (List<Long> each : ends) {
            assertTrue(each.getLast() > fromNanos, "a writer never wrote again");
            for (int later = 1; later < each.size(); later++) {
                long gap = (each.get(later) - each.get(later - 1)) / 1_000;
                boolean isOver = each.get(later) > fromNanos && gap > micros;
                assertTrue(!isOver, () -> "a writer waited for " + gap + " us");
            }
        }
    }

    private static void split(Node node, Key border, ShardId right) {
        for (ShardEntry entry : node.shardMap()) {
            if (entry.span().canSplitAt(border)) {
                node.split(entry.route(), border, right, _ -> {});
            }
        }
    }

    private static void merge(Node node) {
        List<ShardEntry> shards = node.shardMap();
        for (int right = 1; right < shards.size(); right++) {
            node.merge(shards.get(right - 1).route(), shards.get(right).route());
        }
    }

    private Machine leader() {
        return cluster.machines().stream().filter(StallTest::serves).findFirst().orElseThrow();
    }

    private static boolean serves(Machine machine) {
        return machine.status().stream()
                .flatMap(status -> status.groups().stream())
                .anyMatch(one -> one.group().equals(GROUP) && one.view().serving());
    }

    private void startWriters() {
        cluster.machines().forEach(Machine::start);
        for (int number = 0; number < WRITERS; number++) {
            long id = number;
            List<Long> own = new ArrayList<>();
            ends.add(own);
            sessions.start("writer " + number, () -> write(id, own));
        }
        runMillis(10_000);
        begun = true;
        runMillis(LOOK_MILLIS + 30);
        assertTrue(ends.stream().allMatch(each -> each.size() > 10), "all write");
    }

    private void write(long id, List<Long> own) {
        try (Isochron db = Isochron.over(ports.ports(), settings())) {
            if (id == 0) {
                db.createTable(
                        TABLE,
                        t ->
                                t.required("id", Scalar.INT64)
                                        .required("value", Scalar.INT64)
                                        .key("id"));
            }
            while (!begun) {
                sessions.current().sleep(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            }
            for (long value = 0; ; value++) {
                long written = value;
                db.run(tx -> tx.put(tx.row(TABLE).with("id", id).with("value", written)));
                own.add(now());
            }
        }
    }

    private ClientSettings settings() {
        return ClientSettings.of(ports.addresses()).withConnectTimeout(Duration.ofSeconds(60));
    }

    private long now() {
        return cluster.scheduler().nowNanos();
    }

    private void runMillis(long millis) {
        cluster.runFor(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
