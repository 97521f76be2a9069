package dev.isochron.simulation.fault;

import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Strikes now and then with everything that its profile allows, until the world is healed.
public final class Nemesis {
    /// How often a shard is split on the average, in every profile.
    private static final int SPLIT_SECONDS = 6;

    private static final int JOIN_SECONDS = 8;

    private static final int DAMAGE_SECONDS = 4;

    /// Longer than a drain of a small cluster takes.
    private static final int OPERATOR_SECONDS = 8;

    /// Long enough for a shard to get two more replicas in between, now and then.
    private static final int RULE_SECONDS = 5;

    private final Cluster cluster;
    private final List<Trouble> troubles = new ArrayList<>();
    private final List<Scene> scenes = new ArrayList<>();
    private final int hurry;

    /// @param hurry how many times as often as the profile says
    public Nemesis(Cluster cluster, Profile profile, int hurry, Generator chance) {
        this.cluster = cluster;
        this.hurry = hurry;
        new Supervisor(new Scene(cluster, chance.fork("supervisor")));
        Scene network = new Scene(cluster, chance.fork("network"));
        Scene process = new Scene(cluster, chance.fork("process"));
        Scene disk = new Scene(cluster, chance.fork("disk"));
        Scene clock = new Scene(cluster, chance.fork("clock"));
        Scene members = new Scene(cluster, chance.fork("members"));
        let(new NetworkTrouble(network), network, profile.networkSeconds());
        let(new ProcessTrouble(process), process, profile.processSeconds());
        let(new DiskTrouble(disk), disk, profile.diskSeconds());
        let(new ClockTrouble(clock), clock, profile.clockSeconds());
        let(new MemberTrouble(members), members, profile.memberSeconds());
        if (!cluster.design().plan().shards().isEmpty()) {
            Scene splits = new Scene(cluster, chance.fork("splits"));
            let(new SplitTrouble(splits), splits, SPLIT_SECONDS);
            Scene joins = new Scene(cluster, chance.fork("joins"));
            let(new JoinTrouble(joins), joins, JOIN_SECONDS);
        }
        if (cluster.design().plan().seats() > 0) {
            Scene operators = new Scene(cluster, chance.fork("operators"));
            let(new OperatorTrouble(operators), operators, OPERATOR_SECONDS);
            Scene rules = new Scene(cluster, chance.fork("rules"));
            let(new RuleTrouble(rules), rules, RULE_SECONDS);
        }
    }

    /// Stored rows change as well.
    public void damageRows(Generator chance) {
        Scene rows = new Scene(cluster, chance);
        let(new RowTrouble(rows), rows, DAMAGE_SECONDS);
    }

    private void let(Trouble trouble, Scene scene, int meanSeconds) {
        troubles.add(trouble);
        scenes.add(scene);
        if (meanSeconds > 0) {
            strikeLater(trouble, scene, TimeUnit.SECONDS.toNanos(meanSeconds) / hurry);
        }
    }

    private void strikeLater(Trouble trouble, Scene scene, long meanNanos) {
        scene.later(
                scene.chance().exponential(meanNanos),
                () -> {
                    trouble.strike();
                    strikeLater(trouble, scene, meanNanos);
                });
    }

    /// Puts everything right and strikes no more.
    public void healAll() {
        scenes.forEach(Scene::end);
        cluster.history().say(() -> "=== the world is healed");
        troubles.forEach(Trouble::heal);
        cluster.machines().forEach(Machine::start);
    }
}
