package dev.isochron.node.control;

import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.controller.word.ShardReport;
import dev.isochron.node.control.Premises.Tenant;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What a node has to say of the shards it leads.
final class Surveyor {

    private final Premises premises;
    private boolean unsettled;

    Surveyor(Premises premises) {
        this.premises = premises;
    }

    List<ShardReport> look() {
        List<ShardReport> reports = new ArrayList<>();
        unsettled = false;
        for (Tenant tenant : premises.tenants()) {
            Configuration members = tenant.host().view().configuration();
            // While voters are being swapped there is no saying who they are.
            if (tenant.desk().isLeading() && !members.isJoint()) {
                reports.add(report(tenant, members));
            }
        }
        return reports;
    }

    /// Whether there will be more to see though nothing happens: learners that catch up, and shards
    /// that are still being counted.
    boolean isUnsettled() {
        return unsettled;
    }

    private ShardReport report(Tenant tenant, Configuration members) {
        ShardEntry entry = tenant.desk().entry();
        if (!members.learners().isEmpty()) {
            // A group that fell quiet does not hear how far its learners are.
            tenant.host().poke();
            unsettled = true;
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
        Survey survey = tenant.desk().survey();
        unsettled |= tenant.desk().isCounting();
        return new ShardReport(shard, caughtUp, survey);
    }

    /// A voter that lost its memory is followed by a learner on its own node: the voter counts.
    private static List<Replica> replicas(Configuration members) {
        TreeMap<NodeId, Replica> replicas = new TreeMap<>();
        members.learners().forEach(one -> replicas.put(one.node(), Replica.learner(one.node())));
        members.voters().forEach(one -> replicas.put(one.node(), Replica.voter(one.node())));
        return List.copyOf(replicas.values());
    }
}
