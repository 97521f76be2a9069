package dev.isochron.simulation.fault;

import dev.isochron.node.assembly.NodeStatus.GroupStatus;
import dev.isochron.simulation.machine.Machine;

/// Stored rows change on the disk of one machine at a time: the next is struck once all have whole
/// replicas again, so that there always is a majority to have them from.
final class RowTrouble implements Trouble {
    private static final int MOST_FLIPS = 5;

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
        long flips = scene.chance().between(1, MOST_FLIPS);
        for (int i = 0; i < flips; i++) {
            if (victim.rows().flipRow()) {
                scene.say("a row on " + victim.site() + " changes");
            }
        }
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
