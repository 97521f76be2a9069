package dev.isochron.sql.cluster;

import java.util.Optional;

/// What was said of the replicas of a table or a database; what nothing is said of is as it is for
/// the database, or for the cluster.
///
/// @param replicas how many vote
public record Placement(Optional<Integer> replicas) {

    /// Nothing was said.
    public static final Placement USUAL = new Placement(Optional.empty());

    public boolean isUsual() {
        return equals(USUAL);
    }

    /// With what another one says of all that this one does not.
    public Placement over(Placement wider) {
        return new Placement(replicas.or(wider::replicas));
    }

    public Placement withReplicas(Optional<Integer> other) {
        return new Placement(other);
    }
}
