package dev.isochron.simulation.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Freshness;
import dev.isochron.client.Isochron;
import dev.isochron.node.assembly.NodeStatus.GroupStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.Input.MemberChange;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A replica that never votes answers reads without locks of clients that are near it.
class LearnerReadsTest {

    private static final int READS = 50;
    private static final String TABLE = "things";
    private static final GroupId GROUP = Plan.groupOf(new ShardId(1));
    private static final NodeId LEARNER = new NodeId(4);

    private final Cluster cluster =
            new Cluster(design(), new Generator(1), _ -> SimulatedClock.perfect(), null);
    private final Sessions sessions = new Sessions(cluster.scheduler(), new Generator(2));
    private final SimulatedPorts ports = new SimulatedPorts(cluster, sessions, new Generator(3));
    private final List<Long> read = new ArrayList<>();

    private static Design design() {
        List<NodeId> nodes = List.of(new NodeId(1), new NodeId(2), new NodeId(3), LEARNER);
        Plan plan = new Plan(nodes, 0, 3, List.of(Span.ALL)).withShards(List.of());
        return new Design(plan, PaxosSettings.defaults(), LogSettings.DEFAULT, Omissions.NONE);
    }

    @AfterEach
    void end() {
        sessions.close();
    }

    @Test
    void whoIsNearALearnerReadsThere() {
        cluster.machines().forEach(Machine::start);
        sessions.start("writer", this::write);
        runMillis(10_000);
        leader().ask(node -> node.change(GROUP, new MemberChange.AddLearner(LEARNER), _ -> {}));
        runMillis(3_000);
        assertTrue(at(LEARNER).isPresent(), "it has a replica");
        long before = asked(LEARNER);
        sessions.start("reader", this::read);
        runMillis(10_000);
        assertEquals(READS, read.size());
        assertTrue(read.stream().allMatch(value -> value == 7), read.toString());
        assertTrue(asked(LEARNER) >= before + READS, "it was asked " + asked(LEARNER));
    }

    private void write() {
        try (Isochron db = Isochron.over(ports.ports(), settings())) {
            db.createTable(
                    TABLE,
                    t -> t.required("id", Scalar.INT64).required("value", Scalar.INT64).key("id"));
            db.run(tx -> tx.put(tx.row(TABLE).with("id", 1L).with("value", 7L)));
        }
    }

    /// Some as of a moment, some as fresh as that replica is, and some as fresh as can be.
    private void read() {
        ClientSettings near = settings().withNearest("node-" + LEARNER.value());
        try (Isochron db = Isochron.over(ports.ports(), near)) {
            for (int i = 0; i < READS; i++) {
                var moment =
                        switch (i % 3) {
                            case 0 -> Freshness.ago(Duration.ofMillis(100));
                            case 1 -> Freshness.within(Duration.ofSeconds(2));
                            default -> Freshness.strong();
                        };
                read.add(db.snapshot(moment).get(TABLE, 1L).orElseThrow().number("value"));
            }
        }
    }

    private ClientSettings settings() {
        return ClientSettings.of(ports.addresses()).withConnectTimeout(Duration.ofSeconds(60));
    }

    private Machine leader() {
        return cluster.machines().stream()
                .filter(machine ->
                        group(machine).filter(one -> one.view().established()).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private Optional<GroupStatus> at(NodeId node) {
        return cluster.machines().stream()
                .filter(machine -> machine.number() == node.value())
                .findFirst()
                .flatMap(LearnerReadsTest::group);
    }

    private long asked(NodeId node) {
        return at(node).flatMap(GroupStatus::shard).orElseThrow().requests();
    }

    private static Optional<GroupStatus> group(Machine machine) {
        return machine.status().stream()
                .flatMap(status -> status.groups().stream())
                .filter(one -> one.group().equals(GROUP))
                .findFirst();
    }

    private void runMillis(long millis) {
        cluster.runFor(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
