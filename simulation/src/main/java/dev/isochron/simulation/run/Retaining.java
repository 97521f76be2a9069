package dev.isochron.simulation.run;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.HoldSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.IsochronException;
import dev.isochron.node.assembly.Node;
import dev.isochron.node.care.Caretaker;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.cluster.Design;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.machine.Surroundings;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.session.Sessions;
import dev.isochron.simulation.transactions.Counter;
import dev.isochron.simulation.transactions.HeldSnapshots;
import dev.isochron.simulation.transactions.SimulatedPorts;
import dev.isochron.simulation.transactions.Workload;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The world in which things are forgotten within seconds: versions that nobody holds, and what
/// became of requests. Each machine has a caretaker, as every server does.
final class Retaining {
    private static final Duration PAUSE = Duration.ofMillis(700);
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration REQUESTS_KEPT = Duration.ofSeconds(8);
    private static final int LOOKS_PER_SWEEP = 3;

    private static final HoldSettings HOLDS =
            new HoldSettings(Design.SHORT_RETENTION, Design.LONGEST_HOLD, 20);

    private final Task task;
    private final Cluster cluster;
    private final Sessions sessions;
    private final SimulatedPorts ports;
    private final List<Caretaker> caretakers = new ArrayList<>();
    private boolean over;

    Retaining(Task task, Cluster cluster, Sessions sessions, SimulatedPorts ports) {
        this.task = task;
        this.cluster = cluster;
        this.sessions = sessions;
        this.ports = ports;
    }

    /// What clients of this world are told; one that is not told how long requests are known asks
    /// on when it is not known any more (a mutation).
    ClientSettings settings(ClientSettings usual) {
        ClientSettings held = usual.withHolds(HOLDS);
        return task.without().has(Mutation.ASK_FOR_EVER)
                ? held
                : held.withRequestsKept(REQUESTS_KEPT);
    }

    Workload workload(Generator chance) {
        return chance.nextBoolean()
                ? new HeldSnapshots(
                        1 + chance.nextInt(8),
                        new HeldSnapshots.World(
                                nanos -> sessions.current().sleep(nanos),
                                this::trueTime,
                                cluster::clocksAreHonest,
                                Design.SHORT_RETENTION.toNanos()))
                : new Counter(1 + chance.nextInt(8), false)
                        .askingLater(nanos -> sessions.current().sleep(nanos));
    }

    private Timestamp trueTime() {
        return new Timestamp(Surroundings.EPOCH_NANOS + cluster.scheduler().nowNanos());
    }

    /// Begins to look after each machine.
    void start(ClientSettings usual) {
        for (Machine machine : cluster.machines()) {
            sessions.start("caretaker " + machine.number(), () -> care(machine, usual));
        }
    }

    private void care(Machine machine, ClientSettings usual) {
        ClientSettings settings =
                usual.withHolds(HOLDS)
                        .withRequestsKept(REQUESTS_KEPT)
                        .withConnectTimeout(CONNECT)
                        .withNearest("node-" + machine.number() + ":1");
        Consumer<Consumer<Node>> home = machine::ask;
        while (!over) {
            var own = ports.ports();
            try (Isochron db = Isochron.over(own, settings)) {
                Caretaker caretaker = new Caretaker(db, own.sessions(), home);
                caretakers.add(caretaker);
                if (!over) {
                    caretaker.run(PAUSE, LOOKS_PER_SWEEP);
                }
            } catch (IsochronException e) {
                sessions.current().sleep(TimeUnit.SECONDS.toNanos(1));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    void end() {
        over = true;
        caretakers.forEach(Caretaker::end);
    }
}
