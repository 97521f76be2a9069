package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord.JobStarted;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.decide.Decision.Decided;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Neighbours that are small and cold, and what brings them together.
///
/// Only a border that the controller made for size or load may go again; one that somebody asked
/// for, and those of the founding, stay; so does one at which the rule changes.
public final class Merging {
    private final ClusterImage image;

    Merging(ClusterImage image) {
        this.image = image;
    }

    /// Borders at which two neighbours could be one shard, in order; of three neighbours only the
    /// first two are named.
    public static List<Key> candidates(ClusterImage image, Map<ShardId, Load> loads, Sizes sizes) {
        List<Key> borders = new ArrayList<>();
        if (image.looseBorders().isEmpty()) {
            return borders;
        }
        List<Shard> shards = image.inKeyOrder();
        for (int i = 1; i < shards.size(); i++) {
            Shard left = shards.get(i - 1);
            Shard right = shards.get(i);
            Load one = loads.get(left.id());
            Load other = loads.get(right.id());
            boolean may =
                    image.looseBorders().contains(right.span().from())
                            && left.span().touches(right.span())
                            && !image.rules().changesAt(right.span().from())
                            && left.voters().size() == right.voters().size();
            if (may && one != null && other != null && sizes.isSmall(one, other)) {
                borders.add(right.span().from());
                i++;
            }
        }
        return borders;
    }

    /// Merges the two at a border, or brings the right one to where the left one is, one replica at
    /// a time.
    Decision merge(Key border) {
        Optional<Shard> right =
                image.shardOf(border).filter(shard -> shard.span().from().equals(border));
        Optional<Shard> left =
                image.shards().stream()
                        .filter(shard -> shard.span().until().equals(Optional.of(border)))
                        .findFirst();
        boolean isIdle =
                left.isPresent()
                        && right.isPresent()
                        && !isBusy(left.get())
                        && !isBusy(right.get())
                        && left.get().voters().size() == right.get().voters().size();
        if (!isIdle || image.rules().changesAt(border)) {
            return Decided.of();
        }
        List<NodeId> here = right.get().voters();
        List<NodeId> there = left.get().voters();
        Optional<NodeId> from = here.stream().filter(node -> !there.contains(node)).findFirst();
        Optional<NodeId> to =
                there.stream().filter(node -> !here.contains(node)).filter(this::takes).findFirst();
        if (from.isEmpty()) {
            return absent(left.get()).isPresent()
                    ? Decided.of()
                    : Decided.of(
                            new JobStarted(
                                    new Job.Merge(
                                            image.nextJob(), left.get().id(), right.get().id())));
        }
        return to.isEmpty()
                ? Decided.of()
                : Decided.of(
                        new JobStarted(
                                new Job.Move(
                                        image.nextJob(),
                                        right.get().id(),
                                        from,
                                        to.get(),
                                        Job.Reason.ALIGN,
                                        Job.Step.ADD_LEARNER)));
    }

    private boolean isBusy(Shard shard) {
        return image.jobs().values().stream()
                .anyMatch(job ->
                        job.shard().equals(shard.id())
                                || (job instanceof Job.Merge merge
                                        && merge.right().equals(shard.id())));
    }

    /// A server with a voter that does not serve: in a merge all have to take part.
    Optional<NodeId> absent(Shard shard) {
        return shard.voters().stream().filter(node -> !serves(node)).findFirst();
    }

    private boolean serves(NodeId node) {
        return image.server(node).map(Server::standing).filter(Standing::serves).isPresent();
    }

    private boolean takes(NodeId node) {
        return image.server(node).map(Server::standing).filter(Standing::takesReplicas).isPresent();
    }
}
