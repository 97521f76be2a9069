package dev.isochron.simulation.fault;

import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Surroundings;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.source.ClockFault;
import java.util.concurrent.TimeUnit;

/// Clocks that hear nothing, or know nothing, or lie. At most one node ever lies: the promises
/// about time need a majority of true clocks.
final class ClockTrouble implements Trouble {
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    /// Less than this could hide within the widths of two honest clocks.
    private static final long SMALLEST_LIE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long LARGEST_LIE_NANOS = TimeUnit.HOURS.toNanos(3);
    private static final int LIE_PERMILLE = 250;

    private final Scene scene;
    private final Generator chance;
    private final Machine liar;

    ClockTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
        this.liar = chance.oneOf(scene.cluster().machines());
    }

    @Override
    public void strike() {
        long from = Surroundings.EPOCH_NANOS + scene.nowNanos();
        long until = from + chance.spread(SHORTEST_NANOS, LONGEST_NANOS);
        if (chance.happens(LIE_PERMILLE)) {
            lie(from, until);
            return;
        }
        Machine victim = scene.victim();
        boolean loss = chance.nextBoolean();
        scene.say("the clock of " + victim.site() + (loss ? " is lost" : " hears nothing"));
        victim.clock()
                .inject(
                        loss
                                ? new ClockFault.Loss(from, until)
                                : new ClockFault.Silence(from, until));
    }

    private void lie(long from, long until) {
        long by = chance.spread(SMALLEST_LIE_NANOS, LARGEST_LIE_NANOS);
        long lie = chance.nextBoolean() ? by : -by;
        scene.say("the clock of " + liar.site() + " lies by " + lie + " ns");
        liar.clock().inject(new ClockFault.Step(from, until, lie));
        scene.cluster().lies(liar, until - Surroundings.EPOCH_NANOS);
    }

    /// A clock that ran ahead vouches for nothing until true time has caught up, or until its node
    /// is started anew: that is the remedy which it tells its operator.
    @Override
    public void heal() {
        for (Machine machine : scene.cluster().machines()) {
            machine.clock().heal();
            if (machine.isUp() && machine.clock().now() instanceof Reading.Unusable) {
                scene.say("the operator of " + machine.site() + " starts it anew");
                machine.kill();
            }
        }
    }
}
