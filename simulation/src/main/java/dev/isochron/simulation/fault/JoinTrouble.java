package dev.isochron.simulation.fault;

import dev.isochron.controller.decide.Command;
import dev.isochron.node.assembly.Node;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.simulation.machine.Machine;
import java.util.List;

/// Two neighbouring shards are merged, by whoever leads the left one. Mostly those that splits
/// made: they have their replicas on the same nodes.
final class JoinTrouble implements Trouble {

    /// Half of what happens to the shards of a controller is asked of it.
    private static final int ASKED_PERMILLE = 500;

    private final Scene scene;

    JoinTrouble(Scene scene) {
        this.scene = scene;
    }

    @Override
    public void strike() {
        int at = scene.chance().nextInt(1000);
        if (scene.isControlled() && at < ASKED_PERMILLE) {
            scene.chance().oneOf(scene.cluster().machines()).ask(process -> plead(process, at));
            return;
        }
        for (Machine machine : scene.cluster().machines()) {
            machine.ask(process -> join(process, at));
        }
    }

    private void plead(Node process, int at) {
        List<ShardEntry> shards = process.shardMap();
        if (shards.size() > 1) {
            ShardEntry right = shards.get(at % (shards.size() - 1) + 1);
            scene.ask(process, new Command.MergeAt(right.span().from()));
        }
    }

    private void join(Node process, int at) {
        List<ShardEntry> shards = process.shardMap();
        if (shards.size() < 2) {
            return;
        }
        ShardEntry left = shards.get(at % (shards.size() - 1));
        ShardEntry right = shards.get(at % (shards.size() - 1) + 1);
        if (process.merge(left.route(), right.route()).isEmpty()) {
            scene.say(left.route() + " is to take in " + right.route());
        }
    }

    @Override
    public void heal() {
        // A merge is no fault; what is under way ends by itself.
    }
}
