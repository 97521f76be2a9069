package dev.isochron.simulation.fault;

import dev.isochron.controller.decide.Command;
import dev.isochron.node.assembly.Node;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;

/// Shards are split between rows of the first table that a workload declares, by whoever leads them
/// when the question comes to it. Once there is a border somewhere there never is another there, so
/// a question that comes late makes no second shard of the same name.
final class SplitTrouble implements Trouble {

    /// Each shard costs every other one time; so many show all that more would.
    private static final int MOST = 8;

    private static final long BEYOND = 1 << 16;

    /// A controller gives the numbers above the highest that it heard of; it makes fewer shards.
    private static final long APART = 1_000;

    /// Half of what happens to the shards of a controller is asked of it.
    private static final int ASKED_PERMILLE = 500;

    private final Scene scene;
    private final Generator chance;
    private long made;

    SplitTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
    }

    @Override
    public void strike() {
        if (made >= MOST) {
            return;
        }
        made++;
        Key border = Key.ofHex("50 14 %02x".formatted(chance.between(1, 14)));
        if (scene.isControlled() && chance.happens(ASKED_PERMILLE)) {
            scene.ask(new Command.SplitAt(border));
            return;
        }
        ShardId right = new ShardId(number());
        for (Machine machine : scene.cluster().machines()) {
            machine.ask(process -> split(process, border, right));
        }
    }

    private long number() {
        return scene.isControlled()
                ? BEYOND + made * APART
                : scene.cluster().design().plan().shards().size() + made;
    }

    private void split(Node process, Key border, ShardId right) {
        for (ShardEntry entry : process.shardMap()) {
            if (entry.span().canSplitAt(border)) {
                process.split(
                        entry.route(),
                        border,
                        right,
                        fate -> scene.say(entry.route() + " at " + border + ": " + fate));
            }
        }
    }

    @Override
    public void heal() {
        // A split is no fault; what is under way ends by itself.
    }
}
