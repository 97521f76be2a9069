package dev.isochron.node.shard;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.storage.StorageSettings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a node is told about its shards.
///
/// @param rules [ShardRules#all()], except where a simulation proves that a rule is needed
/// @param addresses where clients reach each node
public record ShardOptions(
        ShardSettings settings,
        ShardRules rules,
        StorageSettings storage,
        SortedMap<NodeId, String> addresses) {

    /// The usual bounds; nobody is told any address.
    public static final ShardOptions USUAL =
            new ShardOptions(
                    ShardSettings.usual(),
                    ShardRules.all(),
                    StorageSettings.USUAL,
                    Collections.emptySortedMap());

    public ShardOptions {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    public ShardOptions withAddresses(SortedMap<NodeId, String> others) {
        return new ShardOptions(settings, rules, storage, others);
    }

    public ShardOptions withStorage(StorageSettings other) {
        return new ShardOptions(settings, rules, other, addresses);
    }

    /// Where clients reach a node; a name that is no address where that was not told.
    public String addressOf(NodeId node) {
        return addresses.getOrDefault(node, "node-" + node.value());
    }
}
