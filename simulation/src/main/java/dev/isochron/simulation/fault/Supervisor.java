package dev.isochron.simulation.fault;

import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.concurrent.TimeUnit;

/// Starts again what stopped by itself, as the service manager of an operating system does. A
/// directory that is refused time and again is replaced by an empty one, if it was damaged or the
/// groups can bear the loss: nobody gives up a sound disk that is merely full while another is
/// being rebuilt.
final class Supervisor {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int PATIENCE = 3;

    private final Scene scene;
    private final Generator chance;
    private final Losses losses;

    Supervisor(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
        this.losses = new Losses(scene.cluster());
        for (Machine machine : scene.cluster().machines()) {
            Watch watch = new Watch(machine);
            machine.whenStopped(watch::stopped);
        }
    }

    private final class Watch {
        private final Machine machine;
        private int refusals;

        Watch(Machine machine) {
            this.machine = machine;
        }

        void stopped() {
            refusals = machine.refusal().isPresent() ? refusals + 1 : 0;
            long pause = PAUSE_NANOS + chance.exponential(PAUSE_NANOS);
            scene.later(refusals > PATIENCE ? PATIENCE * pause * 2 : pause, this::startAgain);
        }

        private void startAgain() {
            if (machine.isUp()) {
                return;
            }
            if (refusals > PATIENCE && mayBeWiped()) {
                machine.wipe();
                refusals = 0;
            }
            machine.start();
        }

        private boolean mayBeWiped() {
            int node = machine.site().node();
            return scene.cluster().court().evidence().isStruck(node) || losses.allowOne();
        }
    }
}
