package dev.isochron.simulation.fault;

import dev.isochron.paxos.log.LogDump;
import dev.isochron.simulation.disk.CrashDisk;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Disks that are slow, full or failing; and, within what [Losses] allows, wiped or damaged.
final class DiskTrouble implements Trouble {
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    /// The others must have stopped hearing the old life before a new one is let in.
    private static final long REPLACEMENT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int MOST_FLIPS = 4;

    private final Scene scene;
    private final Generator chance;
    private final Losses losses;

    DiskTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
        this.losses = new Losses(scene.cluster());
    }

    @Override
    public void strike() {
        Machine victim = scene.victim();
        switch ((int) chance.below(9)) {
            case 0, 1 -> slow(victim);
            case 2, 3 -> full(victim);
            case 4 -> failSync(victim);
            case 5 -> failWrite(victim);
            default -> lose(victim);
        }
    }

    private long lasting() {
        return chance.spread(SHORTEST_NANOS, LONGEST_NANOS);
    }

    private void slow(Machine victim) {
        long factor = chance.spread(5, 20_000);
        scene.say("the disk of " + victim.site() + " is " + factor + " times as slow");
        victim.pace().slowDisk(factor);
        scene.later(lasting(), () -> victim.pace().slowDisk(1));
    }

    private void full(Machine victim) {
        scene.say("the disk of " + victim.site() + " is full");
        CrashDisk log = victim.logDisk();
        CrashDisk state = victim.stateDisk();
        log.limitTo(log.usedBytes() + chance.below(65_536));
        state.limitTo(state.usedBytes() + chance.below(8192));
        scene.later(
                lasting(),
                () -> {
                    scene.say("the disk of " + victim.site() + " has room again");
                    log.limitTo(Long.MAX_VALUE);
                    state.limitTo(Long.MAX_VALUE);
                });
    }

    private void failSync(Machine victim) {
        scene.say("a sync of " + victim.site() + " will fail");
        one(victim).failNextSync();
    }

    private void failWrite(Machine victim) {
        scene.say("a write of " + victim.site() + " will fail");
        one(victim).failNextWrite();
    }

    private CrashDisk one(Machine victim) {
        return chance.happens(700) ? victim.logDisk() : victim.stateDisk();
    }

    /// Something that was synced is lost; not more than every group can bear.
    private void lose(Machine victim) {
        if (!losses.allowOne()) {
            return;
        }
        scene.cluster().court().damaged(victim.site());
        switch ((int) chance.below(5)) {
            case 0, 1 -> wipe(victim);
            case 2 -> {
                scene.say("a write of " + victim.site() + " will be lost");
                one(victim).loseNextWrite();
            }
            case 3 -> {
                scene.say("a write of " + victim.site() + " will go astray");
                one(victim).misdirectNextWrite();
            }
            default -> flipBits(victim);
        }
    }

    private void wipe(Machine victim) {
        victim.powerCut();
        victim.wipe();
        scene.later(REPLACEMENT_NANOS + lasting(), victim::start);
    }

    /// A bit of a file.
    private record Bit(String name, long number) {}

    private void flipBits(Machine victim) {
        CrashDisk disk = one(victim);
        List<String> names = disk.names();
        List<Bit> bits = new ArrayList<>();
        long flips = chance.between(1, MOST_FLIPS);
        for (int i = 0; i < flips && !names.isEmpty(); i++) {
            String name = chance.oneOf(names);
            if (disk.size(name) > 0) {
                bits.add(new Bit(name, chance.below(disk.size(name) * Byte.SIZE)));
            }
        }
        if (chance.nextBoolean()) {
            victim.powerCut();
            scene.later(lasting(), victim::start);
        }
        flip(disk, bits, victim);
    }

    /// Spares the log's last batch, as long as none behind it says that it was synced: nobody can
    /// tell that damage from a write which the power cut tore, so no promise is made about it.
    private void flip(CrashDisk disk, List<Bit> bits, Machine victim) {
        LogDump log = new LogDump(disk, new LogDump.Options(false, OptionalLong.of(-1)), _ -> {});
        log.run();
        for (Bit bit : bits) {
            if (disk.names().contains(bit.name()) && !isUndecided(bit, log)) {
                scene.say(
                        "bit %d of %s on %s flips"
                                .formatted(bit.number(), bit.name(), victim.site()));
                disk.flipBit(bit.name(), bit.number());
            }
        }
    }

    private static boolean isUndecided(Bit bit, LogDump log) {
        Long begin = log.begins().get(bit.name());
        if (begin == null) {
            return false;
        }
        long position = begin + bit.number() / Byte.SIZE;
        return position >= log.vouched() && position < log.end();
    }

    @Override
    public void heal() {
        for (Machine machine : scene.cluster().machines()) {
            machine.logDisk().limitTo(Long.MAX_VALUE);
            machine.stateDisk().limitTo(Long.MAX_VALUE);
        }
    }
}
