package dev.isochron.simulation.fault;

import dev.isochron.node.assembly.NodeStatus.GroupStatus;
import dev.isochron.simulation.machine.Machine;
import java.util.concurrent.TimeUnit;

/// Stored rows change on the disk of one machine at a time, or are lost with its whole store: the
/// next is struck once all have whole replicas again, so that there always is a majority to have
/// them from.
final class RowTrouble implements Trouble {
    private static final int MOST_FLIPS = 5;

    /// A store is lost as a whole once for so many times that something of it is.
    private static final long ROWS_TO_STORES = 4;

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Scene scene;

    RowTrouble(Scene scene) {
        this.scene = scene;
    }

    @Override
    public void strike() {
        if (!scene.cluster().machines().stream().allMatch(RowTrouble::isWhole)) {
            return;
        }
        Machine victim = scene.victim();
        if (scene.chance().below(ROWS_TO_STORES) == 0) {
            loseStore(victim);
            return;
        }
        long flips = scene.chance().between(1, MOST_FLIPS);
        for (int i = 0; i < flips; i++) {
            if (victim.rows().flipRow()) {
                scene.say("a row on " + victim.site() + " changes");
            }
        }
    }

    /// It is put aside as damaged, or was deleted: the next process finds an empty one.
    private void loseStore(Machine victim) {
        victim.powerCut();
        victim.loseRows();
        scene.later(scene.chance().spread(SHORTEST_NANOS, LONGEST_NANOS), victim::start);
    }

    /// Everything on its disk is as it was written, and no replica waits for another state.
    static boolean isWhole(Machine machine) {
        return machine.rows().isWhole()
                && machine.status()
                        .filter(status -> status.groups().stream().noneMatch(RowTrouble::isDamaged))
                        .isPresent();
    }

    private static boolean isDamaged(GroupStatus group) {
        return group.shard().filter(shard -> shard.damaged().isPresent()).isPresent();
    }

    /// What is damaged stays so until it is found and has been rebuilt.
    @Override
    public void heal() {
        // The judge waits for that.
    }
}
