package dev.isochron.sql.cluster;

import java.util.Optional;

/// What was said of the replicas of a table or a database; what nothing is said of is as it is for
/// the database, or for the cluster.
///
/// @param replicas how many vote
/// @param leaders where whoever leads is to stand, `region=eu`
/// @param learners how many copies beside them never vote, and where they stand
public record Placement(
        Optional<Integer> replicas, Optional<String> leaders, Optional<Learners> learners) {

    /// Nothing was said.
    public static final Placement USUAL =
            new Placement(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean isUsual() {
        return equals(USUAL);
    }

    /// With what another one says of all that this one does not.
    public Placement over(Placement wider) {
        return new Placement(
                replicas.or(wider::replicas),
                leaders.or(wider::leaders),
                learners.or(wider::learners));
    }

    public Placement withReplicas(Optional<Integer> other) {
        return new Placement(other, leaders, learners);
    }

    public Placement withLeaders(Optional<String> other) {
        return new Placement(replicas, other, learners);
    }

    public Placement withLearners(Optional<Learners> other) {
        return new Placement(replicas, leaders, other);
    }
}
