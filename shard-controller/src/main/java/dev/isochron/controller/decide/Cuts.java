package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.Border;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Survey;
import java.util.Optional;

/// Which shards are to be cut, for what, and where.
final class Cuts {
    private final Sizes sizes;

    Cuts(Sizes sizes) {
        this.sizes = sizes;
    }

    /// A cut that is due.
    record Due(Border border, Job.Cause cause) {}

    /// A shard whose members are being changed is left alone: its leader would refuse.
    Optional<Due> due(Shard shard, Survey survey) {
        if (!shard.replicas().stream().allMatch(Replica::votes)) {
            return Optional.empty();
        }
        Optional<Due> bySize =
                sizes.isLarge(survey.load())
                        ? fit(shard, survey.bySize(), Job.Cause.SIZE)
                        : Optional.empty();
        return bySize.isPresent() || !sizes.isBusy(survey.load())
                ? bySize
                : fit(shard, survey.byLoad(), Job.Cause.LOAD);
    }

    private static Optional<Due> fit(Shard shard, Optional<Border> border, Job.Cause cause) {
        return border.filter(one -> shard.span().canSplitAt(one.at()))
                .filter(one ->
                        one.leftPercent() >= Sizes.LEAST_PERCENT
                                && one.leftPercent() <= 100 - Sizes.LEAST_PERCENT)
                .map(one -> new Due(one, cause));
    }
}
