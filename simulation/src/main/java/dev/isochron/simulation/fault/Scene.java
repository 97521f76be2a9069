package dev.isochron.simulation.fault;

import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.Plea;
import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What every trouble needs: the cluster, its own chance, and an eye for worthwhile victims.
final class Scene {
    private static final int LEADER_PERMILLE = 400;

    private final Cluster cluster;
    private final Generator chance;
    private boolean over;

    Scene(Cluster cluster, Generator chance) {
        this.cluster = cluster;
        this.chance = chance;
    }

    Cluster cluster() {
        return cluster;
    }

    Generator chance() {
        return chance;
    }

    /// Nothing that is still to come in this scene happens.
    void end() {
        over = true;
    }

    /// Any machine; now and then one that leads, since those hurt most.
    Machine victim() {
        if (chance.happens(LEADER_PERMILLE)) {
            List<Machine> leaders = new ArrayList<>(cluster.machines());
            leaders.removeIf(m -> !leads(m));
            if (!leaders.isEmpty()) {
                return chance.oneOf(leaders);
            }
        }
        return chance.oneOf(cluster.machines());
    }

    private static boolean leads(Machine machine) {
        Optional<NodeStatus> status = machine.status();
        return status.isPresent()
                && status.get().groups().stream().anyMatch(g -> g.view().established());
    }

    /// Lets `what` happen later, unless the scene has ended by then.
    void later(long nanos, Runnable what) {
        cluster.scheduler()
                .after(
                        nanos,
                        () -> {
                            if (!over) {
                                what.run();
                            }
                        });
    }

    /// Whether a controller looks after the shards.
    boolean isControlled() {
        return cluster.design().plan().seats() > 0;
    }

    /// Asks the controller, by way of any node.
    void ask(Command command) {
        chance.oneOf(cluster.machines()).ask(process -> ask(process, command));
    }

    /// Asks the controller, by way of this node.
    void ask(Node process, Command command) {
        say("operator: " + command);
        process.plead(new Plea.Do(command), ruling -> say("operator: " + command + " " + ruling));
    }

    void say(String what) {
        cluster.history().say(() -> "=== " + what);
        cluster.history().note(what.hashCode());
    }

    long nowNanos() {
        return cluster.scheduler().nowNanos();
    }
}
