package dev.isochron.simulation.run;

import dev.isochron.client.compare.Comparison;
import dev.isochron.client.compare.Finding;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Ports;
import dev.isochron.node.assembly.NodeStatus.GroupStatus;
import dev.isochron.node.book.ShardBook;
import dev.isochron.node.inspect.Blame;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Surroundings;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.session.Sessions;
import dev.isochron.simulation.transactions.SimulatedPorts;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The end of a world whose rows are damaged: once all is healed, replicas are compared as leaders
/// do it, and within a bound all are whole and show the same (S1). Then rows are taken away where
/// nobody can see it but by comparing, and the same holds again.
final class Rebuilding {
    static final String NAME = "rebuilt";

    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_LOST = 20;
    private static final Comparison.Manner MANNER = new Comparison.Manner(PATIENCE, 0, 10);

    private final Cluster cluster;
    private final Sessions sessions;
    private final Ports ports;
    private final Generator chance;
    private Optional<String> late = Optional.empty();

    Rebuilding(Cluster cluster, Sessions sessions, SimulatedPorts ports, Generator chance) {
        this.cluster = cluster;
        this.sessions = sessions;
        this.ports = ports.ports();
        this.chance = chance;
    }

    /// A session waits until nothing is damaged and nothing differs.
    void await() {
        try {
            late = awaitEqual();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws Violation if something was when the bound was reached
    void require() {
        late.ifPresent(what -> {
            throw new Violation(NAME, "not in time: " + what);
        });
    }

    /// Takes rows away on one machine; what was seen of them so far is judged.
    void hide() {
        List<Machine> machines = new ArrayList<>(cluster.machines());
        Machine victim = chance.oneOf(machines);
        int lost = victim.rows().losePage(MOST_LOST);
        cluster.history().say(() -> "=== " + lost + " rows vanish on " + victim.site());
    }

    private Optional<String> awaitEqual() throws InterruptedException {
        long deadline = cluster.scheduler().nowNanos() + BOUND_NANOS;
        Optional<String> wrong = compareAll();
        while (wrong.isPresent() && cluster.scheduler().nowNanos() < deadline) {
            sessions.current().sleep(PAUSE_NANOS);
            wrong = compareAll();
        }
        return wrong;
    }

    private Optional<String> compareAll() throws InterruptedException {
        for (Machine machine : cluster.machines()) {
            Optional<String> waits = waiting(machine);
            if (waits.isPresent()) {
                return waits;
            }
        }
        List<ShardEntry> shards = shards();
        if (shards.isEmpty()) {
            return Optional.of("nobody says which shards there are");
        }
        for (ShardEntry shard : shards) {
            ShardReport report =
                    new Comparison(ports.transport(), ports.sessions(), MANNER, shard, now())
                            .run(Optional.empty());
            if (!report.isClean()) {
                tell(report);
                return Optional.of(text(report));
            }
        }
        return Optional.empty();
    }

    private static String text(ShardReport report) {
        return report.shard().route()
                + ": "
                + report.findings().stream().map(Finding::toString).toList()
                + report.silent()
                + report.stopped();
    }

    /// As its leader does, after it compared.
    private void tell(ShardReport report) {
        Blame.of(report)
                .forEach((on, what) -> {
                    cluster.history().say(() -> "blamed is " + on + ": " + what);
                    for (Machine machine : cluster.machines()) {
                        if (new NodeId(machine.number()).equals(on)) {
                            machine.ask(
                                    node -> node.doubt(report.shard().route().shard(), on, what));
                        }
                    }
                });
    }

    private Optional<String> waiting(Machine machine) {
        List<GroupStatus> groups =
                machine.status().map(status -> status.groups()).orElse(List.of());
        for (GroupStatus group : groups) {
            Optional<String> damaged = group.shard().flatMap(shard -> shard.damaged());
            if (damaged.isPresent()) {
                return damaged.map(
                        what -> machine.site() + " waits in " + group.group() + ": " + what);
            }
        }
        return Optional.empty();
    }

    /// What all nodes know together: nobody tells one that has no replica of a shard how that was
    /// cut, unless somebody asks it.
    private List<ShardEntry> shards() throws InterruptedException {
        ShardBook book = new ShardBook();
        for (Machine machine : cluster.machines()) {
            CompletableFuture<MapDelivery> asked =
                    ports.transport().shardMap("node-" + machine.number() + ":1", PATIENCE);
            long deadline = ports.sessions().nanos() + 2 * PATIENCE.toNanos();
            if (ports.sessions().await(asked, deadline)
                    && asked.join() instanceof MapDelivery.Received map) {
                map.entries().forEach(book::learn);
            }
        }
        return book.all();
    }

    private Timestamp now() {
        return new Timestamp(
                Surroundings.EPOCH_NANOS
                        + cluster.scheduler().nowNanos()
                        - TimeUnit.SECONDS.toNanos(1));
    }
}
