package dev.isochron.controller.decide;

import dev.isochron.controller.balance.Goals;

/// How much may happen at one time.
///
/// @param goals what the cluster should be like
/// @param jobs moves and handovers under way in the whole cluster
/// @param jobsPerServer moves that one server gives or takes; a server that returns is not flooded
/// @param sizes how much one shard may have
public record Limits(Goals goals, int jobs, int jobsPerServer, Sizes sizes) {

    /// Eight jobs, two for each server.
    public static final Limits DEFAULT = new Limits(Goals.DEFAULT, 8, 2, Sizes.DEFAULT);

    public Limits {
        if (jobs < 1 || jobsPerServer < 1) {
            throw new IllegalArgumentException(
                    "at least one job must be possible, not %d and %d for each server"
                            .formatted(jobs, jobsPerServer));
        }
    }

    public Limits with(Goals other) {
        return new Limits(other, jobs, jobsPerServer, sizes);
    }

    public Limits with(Sizes other) {
        return new Limits(goals, jobs, jobsPerServer, other);
    }
}
