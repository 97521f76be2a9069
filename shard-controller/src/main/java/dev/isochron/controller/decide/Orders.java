package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ImageChecks;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What has to be told now; it follows from the image alone.
public final class Orders {

    private final ClusterImage image;
    private final List<Order> orders = new ArrayList<>();

    private Orders(ClusterImage image) {
        this.image = image;
    }

    /// All orders that are open, in the order of their shards.
    public static List<Order> of(ClusterImage image) {
        Orders open = new Orders(image);
        image.jobs().values().forEach(open::add);
        return List.copyOf(open.orders);
    }

    private void add(Job job) {
        Optional<Shard> shard = image.shard(job.shard());
        if (shard.isEmpty()) {
            return;
        }
        Route route = new Route(job.shard(), shard.get().generation());
        switch (job) {
            case Job.Move move -> {
                // A change of members is an entry of the shard's log: it takes a majority (C2).
                if (ImageChecks.hasQuorum(image, shard.get())) {
                    add(move, route);
                }
            }
            case Job.Retire retire -> add(retire, shard.get(), route);
            case Job.Handover handover -> orders.add(new Order.HandOver(route, handover.to()));
            case Job.Split split -> {
                if (isOfVoters(shard.get())) {
                    orders.add(new Order.SplitShard(route, split.at(), split.right()));
                }
            }
            case Job.Dismiss dismiss -> orders.add(new Order.Dismiss(route, dismiss.node()));
            case Job.Merge merge ->
                    image.shard(merge.right()).ifPresent(right -> merge(shard.get(), right));
        }
    }

    private void merge(Shard left, Shard right) {
        boolean isOfVoters = isOfVoters(left);
        if (isOfVoters(right) && isOfVoters) {
            orders.add(
                    new Order.MergeShards(
                            new Route(left.id(), left.generation()),
                            new Route(right.id(), right.generation())));
        }
    }

    /// Only voters take part in a split or a merge: learners are dismissed before, one after the
    /// other, and come again afterwards if a rule wants them.
    private boolean isOfVoters(Shard shard) {
        Optional<NodeId> learner = shard.learners().stream().findFirst();
        learner.ifPresent(node ->
                orders.add(new Order.Dismiss(new Route(shard.id(), shard.generation()), node)));
        return learner.isEmpty();
    }

    /// Whoever stays must be able to go on (C2).
    private void add(Job.Retire retire, Shard shard, Route route) {
        if (retire.step() == Job.Step.CLEAN) {
            orders.add(new Order.Forget(route, retire.node()));
        } else if (ImageChecks.hasQuorum(image, shard)
                && ImageChecks.hasQuorumWithout(image, shard, retire.node())) {
            orders.add(new Order.Retire(route, retire.node()));
        }
    }

    private void add(Job.Move move, Route route) {
        switch (move.step()) {
            case ADD_LEARNER ->
                    image.server(move.to())
                            .map(Server::address)
                            .ifPresent(address ->
                                    orders.add(new Order.AddLearner(route, move.to(), address)));
            case CATCH_UP -> {}
            case SWAP -> orders.add(new Order.Swap(route, move.to(), move.from()));
            case CLEAN -> move.from().ifPresent(node -> orders.add(new Order.Forget(route, node)));
        }
    }
}
