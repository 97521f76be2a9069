package dev.isochron.simulation.fault;

import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.Plea;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Nodes are drained and take replicas again; one is gone for so long that it is given up, and
/// comes back.
final class OperatorTrouble implements Trouble {
    private static final long SHORTEST_LOSS_NANOS = TimeUnit.SECONDS.toNanos(9);
    private static final long LONGEST_LOSS_NANOS = TimeUnit.SECONDS.toNanos(40);

    private final Scene scene;
    private final Generator chance;
    private final TreeSet<NodeId> drained = new TreeSet<>();

    OperatorTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
    }

    @Override
    public void strike() {
        switch ((int) chance.below(4)) {
            case 0, 1 -> {
                NodeId node = chance.oneOf(scene.cluster().design().plan().nodes());
                drained.add(node);
                ask(new Command.Drain(node));
            }
            case 2 -> {
                if (!drained.isEmpty()) {
                    ask(new Command.Resume(drained.pollFirst()));
                }
            }
            default -> lose(scene.victim());
        }
    }

    private void lose(Machine victim) {
        scene.say(victim.site() + " is gone for long");
        victim.powerCut();
        scene.later(chance.spread(SHORTEST_LOSS_NANOS, LONGEST_LOSS_NANOS), victim::start);
    }

    private void ask(Command command) {
        scene.say("operator: " + command);
        chance.oneOf(scene.cluster().machines())
                .ask(process ->
                        process.plead(
                                new Plea.Do(command),
                                ruling -> scene.say("operator: " + command + " " + ruling)));
    }

    /// What is being drained stays so: that is no fault. Machines are started by the nemesis.
    @Override
    public void heal() {
        // Nothing of this ends by itself that has to be ended.
    }
}
