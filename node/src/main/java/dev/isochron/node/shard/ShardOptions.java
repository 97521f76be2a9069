package dev.isochron.node.shard;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.storage.StorageSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a node is told about its shards.
///
/// @param rules [ShardRules#all()], except where a simulation proves that a rule is needed
/// @param addresses where clients reach each node
/// @param longestHold how old the moment of a snapshot can become that somebody holds; absent if
///   nobody tells the node what is held, and so nothing is
public record ShardOptions(
        ShardSettings settings,
        ShardRules rules,
        StorageSettings storage,
        SortedMap<NodeId, String> addresses,
        Optional<Duration> longestHold) {

    /// The usual bounds; nobody is told any address.
    public static final ShardOptions USUAL =
            new ShardOptions(
                    ShardSettings.usual(),
                    ShardRules.all(),
                    StorageSettings.USUAL,
                    Collections.emptySortedMap(),
                    Optional.empty());

    public ShardOptions {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    public ShardOptions withAddresses(SortedMap<NodeId, String> others) {
        return new ShardOptions(settings, rules, storage, others, longestHold);
    }

    public ShardOptions withStorage(StorageSettings other) {
        return new ShardOptions(settings, rules, other, addresses, longestHold);
    }

    /// For a node that is told what is held.
    public ShardOptions withHolds(Duration longest) {
        return new ShardOptions(settings, rules, storage, addresses, Optional.of(longest));
    }

    /// Where clients reach a node; a name that is no address where that was not told.
    public String addressOf(NodeId node) {
        return addresses.getOrDefault(node, "node-" + node.value());
    }
}
