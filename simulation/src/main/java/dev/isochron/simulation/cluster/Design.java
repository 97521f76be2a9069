package dev.isochron.simulation.cluster;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.PeerSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.desk.DeskSettings;
import dev.isochron.node.ledger.LedgerSettings;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.paxos.replica.Rule;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.seed.Generator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How large a cluster is and how it is set. Everything is small and short, so that minutes hold
/// what takes days: logs are cut, snapshots travel, groups go quiet, leases end.
///
/// @param rules what the replicas keep: all, unless a rule is to be missed
/// @param mutations what else is broken on purpose
public record Design(
        Plan plan, PaxosSettings paxos, LogSettings log, Set<Rule> rules, Set<Mutation> mutations) {

    private static final int SNAPSHOT_CHUNK_BYTES = 4096;
    private static final int BATCH_BYTES = 2048;

    /// The design of one seed.
    public static Design draw(Generator chance, Set<Rule> rules, Set<Mutation> mutations) {
        int nodes = chance.happens(700) ? 3 : 5;
        int groups = chance.happens(500) ? 1 : (int) chance.between(2, 4);
        int copies = nodes == 5 && chance.happens(300) ? 5 : 3;
        List<NodeId> ids = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            ids.add(new NodeId(i));
        }
        return new Design(
                new Plan(ids, groups, copies), paxos(chance), log(chance), rules, mutations);
    }

    private static PaxosSettings paxos(Generator chance) {
        long leaseMillis = chance.spread(400, 3000);
        return new PaxosSettings(
                Duration.ofMillis(leaseMillis),
                Duration.ofMillis(leaseMillis / chance.between(4, 12)),
                Duration.ofMillis(chance.between(50, 200)),
                Duration.ofMillis(chance.between(20, 150)),
                Duration.ofMillis(leaseMillis + chance.spread(500, 20_000)),
                (int) chance.spread(1, 128),
                (int) chance.spread(1024, 65_536),
                chance.spread(65_536, 1 << 20),
                SNAPSHOT_CHUNK_BYTES);
    }

    private static LogSettings log(Generator chance) {
        int segment = 16_384 << chance.below(3);
        return new LogSettings(segment, segment / 4, segment, 1, segment * chance.between(4, 12));
    }

    public int nodes() {
        return plan.nodes().size();
    }

    /// What node `number` is told.
    public NodeSettings of(int number) {
        return new NodeSettings(
                plan.nodes().get(number - 1),
                plan,
                "world",
                paxos,
                log,
                new LedgerSettings(4096, 1 << 20),
                new DeskSettings(BATCH_BYTES, 4, 256, 1 << 16, Duration.ofSeconds(2)),
                PeerSettings.DEFAULT,
                rules);
    }

    @Override
    public String toString() {
        return plan + " " + paxos + " " + log;
    }
}
