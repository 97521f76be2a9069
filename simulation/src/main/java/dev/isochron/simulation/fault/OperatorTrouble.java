package dev.isochron.simulation.fault;

import dev.isochron.controller.decide.Command;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Nodes are drained and take replicas again; one is gone for so long that it is given up, and
/// comes back; one never does; and others join.
final class OperatorTrouble implements Trouble {
    private static final long SHORTEST_LOSS_NANOS = TimeUnit.SECONDS.toNanos(9);
    private static final long LONGEST_LOSS_NANOS = TimeUnit.SECONDS.toNanos(40);

    private static final int LEAST_LEFT = 4;

    private final Scene scene;
    private final Losses losses;
    private final List<Machine> asking = new ArrayList<>();
    private final Generator chance;
    private final TreeSet<NodeId> drained = new TreeSet<>();

    OperatorTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
        this.losses = new Losses(scene.cluster());
    }

    @Override
    public void strike() {
        switch ((int) chance.below(7)) {
            case 0, 1 -> {
                NodeId node = new NodeId(chance.oneOf(scene.cluster().machines()).number());
                drained.add(node);
                scene.ask(new Command.Drain(node));
            }
            case 2 -> {
                if (!drained.isEmpty()) {
                    scene.ask(new Command.Resume(drained.pollFirst()));
                }
            }
            case 3 -> letIn();
            case 4 -> loseForGood(scene.victim());
            default -> lose(scene.victim());
        }
    }

    private void letIn() {
        Optional<Machine> outsider = scene.cluster().outsider();
        if (outsider.isPresent() && !asking.contains(outsider.get())) {
            scene.say(outsider.get().site() + " wants to join");
            asking.add(outsider.get());
            new Newcomer(scene, outsider.get()).ask();
        }
    }

    /// Not before the one lost before is replaced everywhere, and only while enough are left to
    /// have all replicas.
    private void loseForGood(Machine victim) {
        long left = scene.cluster().machines().stream().filter(one -> !one.isLost()).count();
        if (left > LEAST_LEFT && losses.allowOne()) {
            scene.say(victim.site() + " is lost for good");
            victim.lose();
        }
    }

    private void lose(Machine victim) {
        scene.say(victim.site() + " is gone for long");
        victim.powerCut();
        scene.later(chance.spread(SHORTEST_LOSS_NANOS, LONGEST_LOSS_NANOS), victim::start);
    }

    /// What is being drained stays so: that is no fault. Machines are started by the nemesis.
    @Override
    public void heal() {
        // Nothing of this ends by itself that has to be ended.
    }
}
