package dev.isochron.sql.cluster;

import java.util.Optional;

/// What was said of the replicas of a table or a database; what nothing is said of is as it is for
/// the database, or for the cluster.
///
/// @param replicas how many vote
/// @param leaders where whoever leads is to stand, `region=eu`
public record Placement(Optional<Integer> replicas, Optional<String> leaders) {

    /// Nothing was said.
    public static final Placement USUAL = new Placement(Optional.empty(), Optional.empty());

    public boolean isUsual() {
        return equals(USUAL);
    }

    /// With what another one says of all that this one does not.
    public Placement over(Placement wider) {
        return new Placement(replicas.or(wider::replicas), leaders.or(wider::leaders));
    }

    public Placement withReplicas(Optional<Integer> other) {
        return new Placement(other, leaders);
    }

    public Placement withLeaders(Optional<String> other) {
        return new Placement(replicas, other);
    }
}
