package dev.isochron.sql.cluster;

import dev.isochron.protocol.key.Span;
import java.util.List;

/// What a database says of the replicas of its keys, all of it.
///
/// @param database its number
/// @param version of its catalog; what an older one said is over
/// @param ranges in the order of their keys; neighbours differ
public record PlacementRules(int database, long version, List<Ranged> ranges) {

    public PlacementRules {
        ranges = List.copyOf(ranges);
    }

    /// A range of keys and what is said of it.
    public record Ranged(Span span, Placement placement) {}
}
