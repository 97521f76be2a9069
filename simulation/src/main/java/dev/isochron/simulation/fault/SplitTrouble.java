package dev.isochron.simulation.fault;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.Plan;
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
        ShardId right = new ShardId(number());
        Key border = Key.ofHex("50 14 %02x".formatted(chance.between(1, 14)));
        for (Machine machine : scene.cluster().machines()) {
            machine.ask(process -> split(process, border, right));
        }
    }

    /// A controller gives numbers as well, from below and above the highest that it heard.
    private long number() {
        Plan plan = scene.cluster().design().plan();
        return plan.seats() > 0 ? BEYOND - made : plan.shards().size() + made;
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
