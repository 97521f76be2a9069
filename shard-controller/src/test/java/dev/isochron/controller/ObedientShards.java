package dev.isochron.controller;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.decide.Order;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shards that do what they are told, one order at a time, and report what they are then. They
/// refuse what names another generation, as real ones do.
public final class ObedientShards {

    private final Map<ShardId, Shard> shards = new TreeMap<>();

    public ObedientShards(ClusterImage image) {
        image.shards().forEach(shard -> shards.put(shard.id(), shard));
    }

    /// What is reported after an order was carried out; nothing if it was not meant for now.
    public List<Command> obey(Order order) {
        return switch (order) {
            case Order.AddLearner add -> {
                Shard shard = meant(add.route());
                yield shard == null || shard.on(add.node()).isPresent()
                        ? again(add.route())
                        : become(shard, plus(shard, Replica.learner(add.node())));
            }
            case Order.Swap swap -> {
                Shard shard = meant(swap.route());
                yield shard == null ? again(swap.route()) : swap(shard, swap);
            }
            case Order.Retire retire -> {
                Shard shard = meant(retire.route());
                yield shard == null ? again(retire.route()) : retire(shard, retire.node());
            }
            case Order.HandOver handOver -> {
                Shard shard = meant(handOver.route());
                yield shard == null
                        ? again(handOver.route())
                        : report(shape(shard, shard.replicas(), Optional.of(handOver.to())));
            }
            case Order.SplitShard split -> split(split);
            case Order.MergeShards merge -> merge(merge);
            case Order.Dismiss dismiss -> dismiss(dismiss);
            case Order.Forget forget ->
                    List.of(new Command.Forgotten(forget.route().shard(), forget.node()));
        };
    }

    private @Nullable Shard meant(Route route) {
        Shard shard = shards.get(route.shard());
        return shard != null && shard.generation().equals(route.generation()) ? shard : null;
    }

    private List<Command> again(Route route) {
        Shard shard = shards.get(route.shard());
        return shard == null ? List.of() : report(shard);
    }

    private static List<Replica> plus(Shard shard, Replica replica) {
        List<Replica> replicas = new ArrayList<>(shard.replicas());
        replicas.add(replica);
        return replicas;
    }

    /// A leader that is to go hands over first, and not to the newcomer.
    private List<Command> swap(Shard shard, Order.Swap swap) {
        Optional<NodeId> successor =
                shard.voters().stream()
                        .filter(node -> !swap.out().equals(Optional.of(node)))
                        .findFirst();
        boolean leads = swap.out().isPresent() && shard.leader().equals(swap.out());
        return leads && successor.isPresent()
                ? report(shape(shard, shard.replicas(), successor))
                : become(shard, swapped(shard, swap));
    }

    /// Like a swap with nobody who comes.
    private List<Command> retire(Shard shard, NodeId leaving) {
        return swap(
                shard,
                new Order.Swap(
                        new Route(shard.id(), shard.generation()),
                        new NodeId(Long.MAX_VALUE),
                        Optional.of(leaving)));
    }

    private static List<Replica> swapped(Shard shard, Order.Swap swap) {
        List<Replica> replicas = new ArrayList<>();
        for (Replica replica : shard.replicas()) {
            if (replica.node().equals(swap.in())) {
                replicas.add(Replica.voter(swap.in()));
            } else if (!swap.out().equals(Optional.of(replica.node()))) {
                replicas.add(replica);
            }
        }
        return replicas;
    }

    private List<Command> dismiss(Order.Dismiss dismiss) {
        Shard shard = meant(dismiss.route());
        if (shard == null) {
            return again(dismiss.route());
        }
        List<Replica> rest =
                shard.replicas().stream()
                        .filter(one -> one.votes() || !one.node().equals(dismiss.node()))
                        .toList();
        return become(shard, rest);
    }

    private List<Command> split(Order.SplitShard split) {
        Shard shard = meant(split.route());
        if (shard == null || !shard.span().canSplitAt(split.at())) {
            return again(split.route());
        }
        var halves = shard.span().splitAt(split.at());
        Shard left =
                new Shard(
                        shard.id(),
                        shard.generation().next(),
                        halves.left(),
                        shard.replicas(),
                        shard.leader());
        Shard right =
                new Shard(
                        split.right(),
                        left.generation(),
                        halves.right(),
                        shard.replicas(),
                        shard.leader());
        List<Command> told = new ArrayList<>(report(right));
        told.addAll(report(left));
        return told;
    }

    private List<Command> merge(Order.MergeShards merge) {
        Shard left = meant(merge.route());
        Shard right = meant(merge.right());
        if (left == null || right == null) {
            return again(merge.route());
        }
        Shard whole =
                new Shard(
                        left.id(),
                        (right.generation().isNewerThan(left.generation()) ? right : left)
                                .generation()
                                .next(),
                        new Span(left.span().from(), right.span().until()),
                        left.replicas(),
                        left.leader());
        shards.remove(right.id());
        return report(whole);
    }

    private List<Command> become(Shard shard, List<Replica> replicas) {
        Optional<NodeId> leader =
                shard.leader()
                        .filter(node ->
                                replicas.stream()
                                        .anyMatch(one -> one.votes() && one.node().equals(node)));
        return report(shape(shard, replicas, leader));
    }

    private static Shard shape(Shard shard, List<Replica> replicas, Optional<NodeId> leader) {
        return new Shard(
                shard.id(),
                replicas.equals(shard.replicas()) ? shard.generation() : shard.generation().next(),
                shard.span(),
                replicas,
                leader);
    }

    private List<Command> report(Shard shard) {
        shards.put(shard.id(), shard);
        List<NodeId> learners =
                shard.replicas().stream()
                        .filter(replica -> !replica.votes())
                        .map(Replica::node)
                        .toList();
        return List.of(new Command.Heard(shard, learners));
    }
}
