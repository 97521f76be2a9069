package dev.isochron.node.inspect;

import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Transport;
import dev.isochron.client.route.ShardCache;
import dev.isochron.node.cli.Complaint;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The shards of a cluster, as the node knows them that knows each best.
///
/// A node knows for sure what it has replicas of, and of other shards what it heard last, which may
/// be long ago: so every node that one of them names is asked as well, and of two words about the
/// same keys that of the higher generation counts.
final class WholeMap {
    /// Answers that show others of whom nobody was asked yet; a move names one at a time.
    private static final int ROUNDS = 3;

    private final Transport transport;
    private final Duration patience;
    private final ShardCache cache = new ShardCache();
    private Timestamp now = Timestamp.MIN;

    private WholeMap(Transport transport, Duration patience) {
        this.transport = transport;
        this.patience = patience;
    }

    /// Asks a node, and then all others.
    static WholeMap of(Transport transport, String first, Duration patience) {
        WholeMap map = new WholeMap(transport, patience);
        MapDelivery answer = transport.shardMap(first, patience).join();
        if (!(answer instanceof MapDelivery.Received received) || received.entries().isEmpty()) {
            String problem =
                    answer instanceof MapDelivery.Failed(String why) ? why : "it knows of none";
            throw new Complaint(
                    "the node does not say which shards there are: " + problem,
                    first,
                    "Check that the node runs, and the address.");
        }
        map.learn(received);
        map.askOthers();
        return map;
    }

    private void askOthers() {
        List<String> asked = List.of();
        for (int round = 0; round < ROUNDS && !cache.addresses().equals(asked); round++) {
            asked = cache.addresses();
            List<CompletableFuture<MapDelivery>> promises =
                    asked.stream().map(address -> transport.shardMap(address, patience)).toList();
            for (CompletableFuture<MapDelivery> promise : promises) {
                if (promise.join() instanceof MapDelivery.Received received) {
                    learn(received);
                }
            }
        }
    }

    private void learn(MapDelivery.Received received) {
        received.entries().forEach(cache::learn);
        now = Timestamp.max(now, received.now());
    }

    /// Takes in what somebody knows better.
    void learn(ShardEntry entry) {
        cache.learn(entry);
    }

    /// The shard that has a key.
    Optional<ShardEntry> at(Key key) {
        return cache.at(key);
    }

    /// A moment that is surely past.
    Timestamp now() {
        return now;
    }
}
