package dev.isochron.simulation.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.Receipt;
import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.ColumnType.Scalar;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Transactions that are open while the leader of their shard moves as planned go on where they
/// are: none begins again, and none loses what it has locked.
class PlannedMoveTest {

    private static final int CLIENTS = 4;
    private static final int MOVES = 8;
    private static final String TABLE = "counters";
    private static final GroupId GROUP = Plan.groupOf(new ShardId(1));

    /// Longer than a move takes, so that every move finds transactions that think.
    private static final Duration THINKING = Duration.ofMillis(30);

    /// Longer than a shard waits for a client of which it hears nothing.
    private static final Duration LONG = Duration.ofSeconds(25);

    @Test
    void openTransactionsLiveThroughPlannedMoves() {
        try (Counting counting = new Counting()) {
            counting.run();
            int all = counting.receipts.size();
            assertTrue(all > CLIENTS * MOVES, "they were busy: " + all);
            long again =
                    counting.receipts.stream()
                            .filter(one -> one.statistics().attempts() > 1)
                            .count();
            assertEquals(0, again, "transactions that began again");
            assertEquals(all, counting.counted, "every one counted");
        }
    }

    /// What is open is kept alive at the new leader by a client that asks for nothing meanwhile.
    @Test
    void whoThinksForLongKeepsItsLocksAtTheNextLeader() {
        requireThatThinkingLasts(Counting::move);
    }

    @Test
    void whoThinksForLongKeepsItsLocksWhenTheLeaderIsStopped() {
        requireThatThinkingLasts(counting -> counting.leader().stopGently());
    }

    private static void requireThatThinkingLasts(Consumer<Counting> meanwhile) {
        try (Counting counting = new Counting()) {
            counting.think(meanwhile);
            assertEquals(2, counting.receipts.size(), "both transactions ended");
            long again =
                    counting.receipts.stream()
                            .filter(one -> one.statistics().attempts() > 1)
                            .count();
            assertEquals(0, again, "transactions that began again");
            assertEquals(2, counting.counted, "both counted");
        }
    }

    /// Clients that count, each in a row of its own, of a cluster whose leader moves about.
    private static final class Counting implements AutoCloseable {
        private final Sessions sessions;
        private final Cluster cluster;
        private final SimulatedPorts ports;
        private final List<Receipt> receipts = new ArrayList<>();
        private boolean over;
        private long counted;

        Counting() {
            List<NodeId> nodes = List.of(new NodeId(1), new NodeId(2), new NodeId(3));
            Plan plan = new Plan(nodes, 0, 3, List.of(Span.ALL)).withShards(List.of());
            Design design =
                    new Design(plan, PaxosSettings.defaults(), LogSettings.DEFAULT, Omissions.NONE);
            cluster = new Cluster(design, new Generator(1), _ -> SimulatedClock.perfect(), null);
            sessions = new Sessions(cluster.scheduler(), new Generator(2));
            ports = new SimulatedPorts(cluster, sessions, new Generator(3));
        }

        private void run() {
            cluster.machines().forEach(Machine::start);
            sessions.start("founder", this::found);
            runMillis(8_000);
            for (int number = 0; number < CLIENTS; number++) {
                long id = number;
                sessions.start("client " + number, () -> count(id));
            }
            runMillis(1_000);
            for (int move = 0; move < MOVES; move++) {
                NodeId to = move();
                runMillis(170);
                assertEquals(to.value(), leader().number(), "it moved");
            }
            over = true;
            runMillis(5_000);
        }

        private NodeId move() {
            Machine leader = leader();
            NodeId to = new NodeId(leader.number() % 3 + 1);
            leader.ask(node -> node.handOver(GROUP, to));
            return to;
        }

        /// One client thinks for longer than a shard waits for a silent one, another locks and
        /// goes.
        private void think(Consumer<Counting> meanwhile) {
            cluster.machines().forEach(Machine::start);
            sessions.start("founder", this::found);
            runMillis(8_000);
            over = true;
            sessions.start("thinker", () -> countOnce(0, LONG));
            runMillis(1_000);
            meanwhile.accept(this);
            runMillis(LONG.toMillis());
            sessions.start("next", () -> countOnce(0, THINKING));
            runMillis(5_000);
        }

        private void found() {
            try (Isochron db = open()) {
                db.createTable(
                        TABLE,
                        t ->
                                t.required("id", Scalar.INT64)
                                        .required("value", Scalar.INT64)
                                        .key("id"));
                for (long id = 0; id < CLIENTS; id++) {
                    long own = id;
                    db.run(tx -> tx.put(row(db, own, 0)));
                }
            }
        }

        private static Row row(Isochron db, long id, long value) {
            return db.row(TABLE).with("id", id).with("value", value);
        }

        /// Each number is read under a lock that keeps it until it is counted up.
        private void count(long id) {
            try (Isochron db = open()) {
                while (!over) {
                    receipts.add(count(db, id, THINKING));
                }
                long last = db.get(TABLE, id).orElseThrow().number("value");
                counted += last;
            }
        }

        private void countOnce(long id, Duration thinking) {
            try (Isochron db = open()) {
                receipts.add(count(db, id, thinking));
                counted = db.get(TABLE, id).orElseThrow().number("value");
            }
        }

        private static Receipt count(Isochron db, long id, Duration thinking) {
            return db.run(tx -> {
                long value = tx.forUpdate().get(TABLE, id).orElseThrow().number("value");
                db.pause(thinking);
                tx.put(row(db, id, value + 1));
            });
        }

        private Isochron open() {
            return Isochron.over(
                    ports.ports(),
                    ClientSettings.of(ports.addresses())
                            .withConnectTimeout(Duration.ofSeconds(60)));
        }

        private Machine leader() {
            return cluster.machines().stream().filter(Counting::serves).findFirst().orElseThrow();
        }

        private static boolean serves(Machine machine) {
            return machine.status().stream()
                    .flatMap(status -> status.groups().stream())
                    .anyMatch(one -> one.group().equals(GROUP) && one.view().serving());
        }

        private void runMillis(long millis) {
            cluster.runFor(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        @Override
        public void close() {
            sessions.close();
        }
    }
}
