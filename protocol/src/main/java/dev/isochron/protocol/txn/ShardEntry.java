package dev.isochron.protocol.txn;

import dev.isochron.protocol.key.Span;
import java.util.List;
import java.util.Optional;

/// What the map says of one shard.
///
/// A cache keeps the entry of the higher generation; of two equal ones, that which came last,
/// because only the leader differs, which is a hint.
///
/// @param replicas where it has voting replicas
/// @param leader which of them leads, as far as is known
public record ShardEntry(Route route, Span span, List<Place> replicas, Optional<Place> leader) {

    /// More than any shard has while it changes all of its replicas at once.
    public static final int MAX_REPLICAS = 16;

    public ShardEntry {
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty() || replicas.size() > MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    "a shard has 1 to " + MAX_REPLICAS + " replicas, not " + replicas.size());
        }
    }

    /// Whether this entry must not be replaced by the other.
    public boolean isNewerThan(ShardEntry other) {
        return route.generation().isNewerThan(other.route.generation());
    }
}
