package dev.isochron.protocol.txn;

import dev.isochron.protocol.key.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the map says of one shard.
///
/// A cache keeps the entry of the higher generation; of two equal ones, that which came last,
/// because only the leader and the learners differ, which are hints.
///
/// @param replicas where it has voting replicas
/// @param learners where it has others, which never lead and answer reads without locks all the
///   same
/// @param leader which of the voting ones leads, as far as is known
public record ShardEntry(
        Route route,
        Span span,
        List<Place> replicas,
        List<Place> learners,
        Optional<Place> leader) {

    /// More than any shard has while it changes all of its replicas at once.
    public static final int MAX_REPLICAS = 16;

    public ShardEntry {
        replicas = List.copyOf(replicas);
        learners = List.copyOf(learners);
        if (replicas.isEmpty() || replicas.size() > MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    "a shard has 1 to " + MAX_REPLICAS + " replicas, not " + replicas.size());
        }
        if (learners.size() > MAX_REPLICAS) {
            throw new IllegalArgumentException(
                    "a shard has at most " + MAX_REPLICAS + " learners, not " + learners.size());
        }
    }

    /// Of a shard without learners.
    public ShardEntry(Route route, Span span, List<Place> replicas, Optional<Place> leader) {
        this(route, span, replicas, List.of(), leader);
    }

    /// Where reads without locks can be answered: by those that vote, and then by the others.
    public List<Place> readable() {
        if (learners.isEmpty()) {
            return replicas;
        }
        List<Place> all = new ArrayList<>(replicas);
        all.addAll(learners);
        return all;
    }

    /// The same, with other keys.
    public ShardEntry over(Span keys) {
        return new ShardEntry(route, keys, replicas, learners, leader);
    }

    /// The same, as far as is known led by another.
    public ShardEntry ledBy(Optional<Place> other) {
        return new ShardEntry(route, span, replicas, learners, other);
    }

    /// Whether this entry must not be replaced by the other.
    public boolean isNewerThan(ShardEntry other) {
        return route.generation().isNewerThan(other.route.generation());
    }
}
