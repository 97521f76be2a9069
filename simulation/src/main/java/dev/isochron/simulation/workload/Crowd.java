package dev.isochron.simulation.workload;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.seed.Generator;
import java.util.concurrent.TimeUnit;

/// Some clients of every group. They work in bursts; in between they are silent for so long that
/// groups go quiet.
public final class Crowd {
    private static final int MAX_CLIENTS_PER_GROUP = 3;
    private static final long SHORTEST_THOUGHT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_THOUGHT_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final int LULL_PERMILLE = 10;

    private final Cluster cluster;
    private final Receipts receipts;
    private long lastNumber;
    private boolean steady;
    private boolean home;

    public Crowd(Cluster cluster, Generator chance) {
        this.cluster = cluster;
        this.receipts = new Receipts(cluster::clocksAreHonest);
        var shared = new Client.Shared(cluster, receipts, () -> ++lastNumber, () -> home);
        for (GroupId group : cluster.design().plan().groupIds()) {
            Generator dice = chance.fork("clients of " + group);
            long thought = dice.spread(SHORTEST_THOUGHT_NANOS, LONGEST_THOUGHT_NANOS);
            Lulls lulls = new Lulls(dice.fork("lulls"));
            long clients = dice.between(1, MAX_CLIENTS_PER_GROUP);
            for (int i = 1; i <= clients; i++) {
                Generator own = dice.fork("client " + i);
                new Client(shared, group, () -> lulls.pause(own, thought), own).beginLater();
            }
        }
    }

    public Receipts receipts() {
        return receipts;
    }

    /// From now on no lulls: somebody always wants something.
    public void workSteadily() {
        steady = true;
    }

    /// From now on nobody wants anything new; what is under way comes to its end.
    public void goHome() {
        home = true;
    }

    /// The lulls of one group: all its clients are silent at one time.
    private final class Lulls {
        private final Generator chance;
        private long untilNanos;

        Lulls(Generator chance) {
            this.chance = chance;
        }

        long pause(Generator own, long thought) {
            long now = cluster.scheduler().nowNanos();
            if (chance.happens(LULL_PERMILLE)) {
                long quietAfter = cluster.design().paxos().quietAfter().toNanos();
                untilNanos = now + quietAfter + chance.below(3 * quietAfter);
            }
            long silence = steady ? 0 : Math.max(0, untilNanos - now);
            return silence + own.exponential(thought);
        }
    }
}
