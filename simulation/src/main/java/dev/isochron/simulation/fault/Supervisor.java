package dev.isochron.simulation.fault;

import dev.isochron.paxos.log.StoreRefusedException.Reason;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.concurrent.TimeUnit;

/// Starts again what stopped by itself, as the service manager of an operating system does. A
/// directory that is refused time and again is replaced by an empty one; but not because its disk
/// is full, since that would be one loss more than the groups were meant to bear.
final class Supervisor {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int PATIENCE = 3;

    private final Scene scene;
    private final Generator chance;

    Supervisor(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
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
            boolean isRefused =
                    machine.refusal().filter(why -> why.reason() != Reason.NO_ROOM).isPresent();
            refusals = isRefused ? refusals + 1 : 0;
            long pause = PAUSE_NANOS + chance.exponential(PAUSE_NANOS);
            scene.later(refusals > PATIENCE ? PATIENCE * pause * 2 : pause, this::startAgain);
        }

        private void startAgain() {
            if (machine.isUp()) {
                return;
            }
            if (refusals > PATIENCE) {
                machine.wipe();
                refusals = 0;
            }
            machine.start();
        }
    }
}
