package dev.isochron.controller.balance;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Rule;

/// What a cluster should be like.
///
/// @param replicas voters of each shard whose keys are under no rule, if the image does not know:
///   1, 3, 5 …
/// @param startAt by how much of the mean the fullest and the emptiest server must differ before
///   anything moves for balance alone; above `stopAt`, so that nothing swings to and fro
/// @param stopAt by how much they may differ when moving ends
public record Goals(int replicas, double startAt, double stopAt) {

    /// Three replicas; begins at a fifth, ends at a twentieth.
    public static final Goals DEFAULT = new Goals(3, 0.20, 0.05);

    /// As many as a group may have.
    public static final int MAX_REPLICAS = Rule.MOST_REPLICAS;

    public Goals {
        if (replicas < 1 || replicas > MAX_REPLICAS || replicas % 2 == 0) {
            throw new IllegalArgumentException(
                    ("a shard has an odd number of replicas up to %d, not %d: one more to an"
                                    + " even number costs more and bears no more losses")
                            .formatted(MAX_REPLICAS, replicas));
        }
        if (!(stopAt > 0 && startAt > stopAt)) {
            throw new IllegalArgumentException(
                    "balance starts above where it stops: " + startAt + " > " + stopAt + " > 0");
        }
    }

    /// What is usual in a cluster: as it was founded, or this if nobody said.
    public int usual(ClusterImage image) {
        return image.usualReplicas().orElse(replicas);
    }

    public Goals withReplicas(int wanted) {
        return new Goals(wanted, startAt, stopAt);
    }
}
