package dev.isochron.node.control;

import dev.isochron.controller.decide.Order;
import dev.isochron.node.control.Premises.Tenant;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Input.MemberChange;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Carries orders out, at the leader of the shard and for the generation they name; any other does
/// nothing. What became of an order is not answered: the next report shows it.
final class Foreman {

    private final Premises premises;
    private final TreeSet<ShardId> absent = new TreeSet<>();

    Foreman(Premises premises) {
        this.premises = premises;
    }

    /// Shards that were to be forgotten and are; told once.
    List<ShardId> takeAbsent() {
        List<ShardId> told = List.copyOf(absent);
        absent.clear();
        return told;
    }

    boolean hasAbsent() {
        return !absent.isEmpty();
    }

    void carryOut(Order order) {
        if (order instanceof Order.Forget forget) {
            forget(forget);
            return;
        }
        Optional<Tenant> led = led(order);
        if (led.isEmpty()) {
            // A group that fell quiet does not notice that its leader is gone.
            premises.tenant(order.route().shard()).ifPresent(here -> here.host().poke());
            return;
        }
        Tenant tenant = led.get();
        Configuration now = tenant.host().view().configuration();
        switch (order) {
            case Order.AddLearner add -> {
                if (now.onNode(add.node()).isEmpty()) {
                    change(tenant, new MemberChange.AddLearner(add.node()));
                }
            }
            case Order.Swap swap -> swap(tenant, now, swap);
            case Order.Retire retire -> retire(tenant, now, retire.node());
            case Order.HandOver over -> {
                // A leader hands over to somebody it has just heard; a quiet one hears nobody.
                tenant.host().poke();
                voter(now, over.to()).ifPresent(one -> tenant.host().transfer(one));
            }
            case Order.Dismiss dismiss ->
                    now.learners().stream()
                            .filter(learner -> learner.node().equals(dismiss.node()))
                            .findFirst()
                            .ifPresent(learner ->
                                    change(
                                            tenant,
                                            new MemberChange.RemoveLearner(learner.replica())));
            case Order.SplitShard split -> premises.split(split);
            case Order.MergeShards merge -> premises.merge(merge);
            case Order.Forget _ -> {}
        }
    }

    /// The replica here, if it leads a shard of the generation that is meant.
    private Optional<Tenant> led(Order order) {
        return premises.tenant(order.route().shard())
                .filter(tenant -> tenant.desk().isLeading())
                .filter(tenant -> tenant.desk().entry().route().equals(order.route()))
                .filter(tenant -> !tenant.host().view().configuration().isJoint());
    }

    private static Optional<ReplicaId> voter(Configuration now, NodeId node) {
        return now.voters().stream()
                .filter(voter -> voter.node().equals(node))
                .map(Member::replica)
                .findFirst();
    }

    private static void change(Tenant tenant, MemberChange change) {
        tenant.host().change(change, _ -> {});
    }

    /// In one change of voters the newcomer votes and the other does not.
    private void swap(Tenant tenant, Configuration now, Order.Swap swap) {
        Optional<Member> in = now.onNode(swap.in());
        if (in.isEmpty()) {
            return;
        }
        if (swap.out().equals(Optional.of(premises.self()))) {
            handOver(tenant, now, in);
            return;
        }
        List<ReplicaId> voters = new ArrayList<>();
        for (Member voter : now.voters()) {
            if (!swap.out().equals(Optional.of(voter.node())) && !voter.equals(in.get())) {
                voters.add(voter.replica());
            }
        }
        voters.add(in.get().replica());
        change(tenant, new MemberChange.SetVoters(voters));
    }

    /// In one change of voters one is left out; the others stay as they are.
    private void retire(Tenant tenant, Configuration now, NodeId leaving) {
        if (voter(now, leaving).isEmpty()) {
            return;
        }
        if (leaving.equals(premises.self())) {
            handOver(tenant, now, Optional.empty());
            return;
        }
        List<ReplicaId> voters =
                now.voters().stream()
                        .filter(voter -> !voter.node().equals(leaving))
                        .map(Member::replica)
                        .toList();
        change(tenant, new MemberChange.SetVoters(voters));
    }

    /// The leader itself is to go: to the first voter that is heard and has what is chosen, since
    /// only that takes over at once. Who is left to lead takes the next step.
    private static void handOver(Tenant tenant, Configuration now, Optional<Member> newcomer) {
        tenant.host().poke();
        for (Member voter : now.voters()) {
            if (!newcomer.equals(Optional.of(voter)) && tenant.host().view().established()) {
                tenant.host().transfer(voter.replica());
            }
        }
    }

    /// A copy that is no member any more finds that out by asking around.
    private void forget(Order.Forget forget) {
        if (!forget.node().equals(premises.self())) {
            return;
        }
        Optional<Tenant> here = premises.tenant(forget.route().shard());
        if (here.isEmpty()) {
            absent.add(forget.route().shard());
        } else {
            here.get().host().poke();
        }
    }
}
