package dev.isochron.controller;

import dev.isochron.controller.balance.Goals;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// A cluster whose shards lie anywhere, from a seed.
record RandomCluster(ClusterImage image, Map<ShardId, Load> loads) {

    /// Three zones, replicas on random servers.
    static RandomCluster of(Random random, int servers, int shards) {
        return build(random, shards, servers, servers);
    }

    /// Everything lies on the first half of the servers.
    static RandomCluster uneven(Random random, int servers, int shards) {
        return build(random, shards, servers, servers / 2);
    }

    private static RandomCluster build(Random random, int shards, int servers, int used) {
        List<ControllerRecord> records = new ArrayList<>();
        records.add(new ControllerRecord.UsualIs(3));
        for (int i = 1; i <= servers; i++) {
            Locality where = used < servers ? Locality.UNKNOWN : Locality.parse("zone=z" + i % 3);
            records.add(
                    new ControllerRecord.ServerJoined(
                            new Server(new NodeId(i), "h" + i + ":1", where, Standing.ACTIVE)));
        }
        Map<ShardId, Load> loads = new TreeMap<>();
        for (int i = 0; i < shards; i++) {
            ShardId id = new ShardId(i + 1);
            List<Replica> replicas = replicas(random, used);
            records.add(
                    new ControllerRecord.ShardShaped(
                            new Shard(
                                    id,
                                    Generation.FIRST,
                                    span(i, shards),
                                    replicas,
                                    Optional.of(replicas.getFirst().node()))));
            loads.put(id, new Load(random.nextInt(64 << 20), random.nextInt(1_000)));
        }
        return new RandomCluster(ClusterImage.EMPTY.with(records), loads);
    }

    private static List<Replica> replicas(Random random, int used) {
        List<Replica> replicas = new ArrayList<>();
        while (replicas.size() < 3) {
            Replica one = Replica.voter(new NodeId(1 + random.nextInt(used)));
            if (!replicas.contains(one)) {
                replicas.add(one);
            }
        }
        return replicas;
    }

    private static Span span(int index, int count) {
        Key from = index == 0 ? Key.MIN : key(index);
        return index == count - 1 ? Span.from(from) : Span.of(from, key(index + 1));
    }

    static Key key(int index) {
        return Key.of(
                new byte[] {
                    (byte) (index >>> 24), (byte) (index >>> 16), (byte) (index >>> 8), (byte) index
                });
    }

    /// With every server at its share, so many of the heaviest pieces must have left the full ones.
    int leastMoves(Goals goals) {
        double heaviest = 0;
        double all = 0;
        double bytes = loads.values().stream().mapToDouble(Load::bytes).sum();
        double requests = loads.values().stream().mapToDouble(Load::requests).sum();
        Map<NodeId, Double> held = new TreeMap<>();
        for (Shard shard : image.shards()) {
            Load load = loads.getOrDefault(shard.id(), Load.NONE);
            double weight =
                    0.1
                            + load.bytes() / bytes * loads.size()
                            + load.requests() / requests * loads.size();
            heaviest = Math.max(heaviest, weight);
            for (NodeId node : shard.voters()) {
                held.merge(node, weight, Double::sum);
                all += weight;
            }
        }
        double most = all / image.servers().size() * (1 + goals.stopAt());
        int moves = 0;
        for (double weight : held.values()) {
            moves += (int) Math.ceil(Math.max(0, weight - most) / heaviest);
        }
        return moves;
    }
}
