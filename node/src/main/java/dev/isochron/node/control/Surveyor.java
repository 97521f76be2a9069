package dev.isochron.node.control;

import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.word.ShardReport;
import dev.isochron.node.control.Premises.Tenant;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a node has to say of the shards it leads.
final class Surveyor {

    /// A load is the mean over about this long.
    private static final double INERTIA_SECONDS = 1.25;

    private final Premises premises;
    private final TreeMap<ShardId, Measure> measures = new TreeMap<>();
    private boolean learners;

    /// @param requests counted when it was last looked at
    private record Measure(long requests, long atNanos, double rate) {}

    Surveyor(Premises premises) {
        this.premises = premises;
    }

    List<ShardReport> look(long now) {
        List<ShardReport> reports = new ArrayList<>();
        TreeSet<ShardId> led = new TreeSet<>();
        learners = false;
        for (Tenant tenant : premises.tenants()) {
            Configuration members = tenant.host().view().configuration();
            // While voters are being swapped there is no saying who they are.
            if (tenant.desk().isLeading() && !members.isJoint()) {
                led.add(tenant.shard());
                reports.add(report(tenant, members, now));
            }
        }
        measures.keySet().retainAll(led);
        return reports;
    }

    /// Whether a shard that was looked at has learners, of whom there is news at any time.
    boolean hasLearners() {
        return learners;
    }

    private ShardReport report(Tenant tenant, Configuration members, long now) {
        ShardEntry entry = tenant.desk().entry();
        if (!members.learners().isEmpty()) {
            // A group that fell quiet does not hear how far its learners are.
            tenant.host().poke();
            learners = true;
        }
        Shard shard =
                new Shard(
                        tenant.shard(),
                        entry.route().generation(),
                        entry.span(),
                        replicas(members),
                        Optional.of(premises.self()));
        List<NodeId> caughtUp =
                tenant.host().readyLearners().stream()
                        .flatMap(id -> members.member(id).stream())
                        .map(Member::node)
                        .toList();
        return new ShardReport(shard, caughtUp, load(tenant, now));
    }

    /// A voter that lost its memory is followed by a learner on its own node: the voter counts.
    private static List<Replica> replicas(Configuration members) {
        TreeMap<NodeId, Replica> replicas = new TreeMap<>();
        members.learners().forEach(one -> replicas.put(one.node(), Replica.learner(one.node())));
        members.voters().forEach(one -> replicas.put(one.node(), Replica.voter(one.node())));
        return List.copyOf(replicas.values());
    }

    private Load load(Tenant tenant, long now) {
        long requests = tenant.desk().requests();
        Measure before = measures.get(tenant.shard());
        double rate = before == null ? 0 : before.rate();
        if (before != null && now > before.atNanos()) {
            double seconds = (now - before.atNanos()) / 1e9;
            double fresh = (requests - before.requests()) / seconds;
            double kept = StrictMath.exp(-seconds / INERTIA_SECONDS);
            rate = kept * rate + (1 - kept) * fresh;
        }
        measures.put(tenant.shard(), new Measure(requests, now, rate));
        return new Load(tenant.desk().bytes(), Math.max(0, Math.round(rate)));
    }
}
