package dev.isochron.controller.cluster;

/// What the replicas of a range of keys are to be like.
///
/// @param replicas voters of each shard
public record Rule(int replicas) {

    /// Fewer would not bear the loss of one.
    public static final int LEAST_REPLICAS = 3;

    /// As many as a shard can have while it changes one.
    public static final int MOST_REPLICAS = 15;

    public Rule {
        if (replicas < LEAST_REPLICAS || replicas > MOST_REPLICAS || replicas % 2 == 0) {
            throw new IllegalArgumentException(
                    ("a shard has an odd number of replicas from %d to %d, not %d: one more to an"
                                    + " even number costs more and bears no more losses")
                            .formatted(LEAST_REPLICAS, MOST_REPLICAS, replicas));
        }
    }

    @Override
    public String toString() {
        return "replicas = " + replicas;
    }
}
