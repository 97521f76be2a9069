package dev.isochron.simulation.fault;

import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.roster.Application;
import dev.isochron.node.roster.Verdict;
import dev.isochron.simulation.cluster.Design;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A server that wants to become a node: it asks any node until it is let in, under one life, so
/// that it gets one number whatever answers are lost.
final class Newcomer {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Scene scene;
    private final Machine machine;
    private final UUID life;
    private boolean in;

    Newcomer(Scene scene, Machine machine) {
        this.scene = scene;
        this.machine = machine;
        this.life = new UUID(scene.chance().next(), scene.chance().next());
    }

    /// Asks until there is an answer, or the scene ends.
    void ask() {
        if (in) {
            return;
        }
        Application asking =
                new Application(
                        life,
                        "node-" + machine.number(),
                        scene.cluster().design().locality(machine.number()).toString(),
                        Design.CLOCKS,
                        Optional.empty());
        scene.chance()
                .oneOf(scene.cluster().machines())
                .ask(process -> process.apply(asking, this::hear));
        scene.later(PAUSE_NANOS, this::ask);
    }

    private void hear(Verdict verdict) {
        if (in || !(verdict instanceof Verdict.Admitted admitted)) {
            return;
        }
        in = true;
        scene.say("let in: " + admitted.number());
        if (admitted.number().value() != machine.number()) {
            Violation wrong =
                    new Violation(
                            "numbers", machine.site() + " was let in as " + admitted.number());
            scene.cluster().court().accuse(wrong);
            return;
        }
        machine.letIn(
                new RosterFile.Kept(
                        admitted.cluster(), admitted.number(), life, admitted.roster()));
        scene.cluster().admitted();
        machine.start();
    }
}
