package dev.isochron.simulation.fault;

import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.concurrent.TimeUnit;

/// Crashes at any step, crash loops, everybody at once; pauses, suspension, a machine that crawls.
final class ProcessTrouble implements Trouble {
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int MAX_LOOPS = 6;

    private final Scene scene;
    private final Generator chance;

    ProcessTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
    }

    @Override
    public void strike() {
        Machine victim = scene.victim();
        switch ((int) chance.below(10)) {
            case 0, 1 -> crash(victim, lasting());
            case 2 -> crashAtWrite(victim);
            case 3 -> crashLoop(victim, (int) chance.between(2, MAX_LOOPS));
            case 4 -> crashAll();
            case 5 -> freeze(victim);
            case 6 -> freeze(victim);
            case 7 -> pauses(victim);
            case 8 -> victim.stopGently();
            default -> crawl(victim);
        }
    }

    private long lasting() {
        return chance.spread(SHORTEST_NANOS, LONGEST_NANOS);
    }

    private void crash(Machine victim, long downNanos) {
        if (chance.nextBoolean()) {
            victim.powerCut();
        } else {
            victim.kill();
        }
        scene.later(downNanos, victim::start);
    }

    /// Between a write and its sync, or between the sync and the word that it is done.
    private void crashAtWrite(Machine victim) {
        long down = lasting();
        boolean synced = chance.happens(300);
        scene.say(victim.site() + " will crash " + (synced ? "after a sync" : "before a sync"));
        Runnable now = () -> scene.later(0, () -> crash(victim, down));
        if (synced) {
            victim.pace().afterNextSync(now);
        } else {
            victim.pace().afterNextWrite(now);
        }
    }

    private void crashLoop(Machine victim, int times) {
        long up = chance.spread(SHORTEST_NANOS, TimeUnit.SECONDS.toNanos(1));
        crash(victim, up / 2);
        if (times > 1) {
            scene.later(up, () -> crashLoop(victim, times - 1));
        }
    }

    private void crashAll() {
        scene.say("the power of all machines goes");
        for (Machine machine : scene.cluster().machines()) {
            machine.powerCut();
            scene.later(lasting(), machine::start);
        }
    }

    private void freeze(Machine victim) {
        long nanos = lasting();
        long suspended = chance.nextBoolean() ? nanos : 0;
        victim.freeze();
        scene.later(nanos, () -> victim.thaw(suspended));
    }

    private void pauses(Machine victim) {
        scene.say(victim.site() + " pauses now and then");
        victim.pace()
                .pauses(
                        (int) chance.spread(100, 20_000),
                        chance.spread(SHORTEST_NANOS, LONGEST_NANOS / 3));
        scene.later(lasting(), () -> victim.pace().pauses(0, 1));
    }

    private void crawl(Machine victim) {
        long factor = chance.spread(10, 1000);
        scene.say(victim.site() + " thinks " + factor + " times as slowly");
        victim.pace().slowLoop(factor);
        scene.later(lasting(), () -> victim.pace().slowLoop(1));
    }

    @Override
    public void heal() {
        for (Machine machine : scene.cluster().machines()) {
            machine.pace().recover();
            machine.thaw(0);
        }
    }
}
