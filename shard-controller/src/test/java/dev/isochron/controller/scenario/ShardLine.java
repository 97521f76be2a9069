package dev.isochron.controller.scenario;

import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `shard 1 .. m n1* n2 n3 64 100`: number, first key, end, replicas, bytes, requests per second. A
/// star leads, a parenthesis learns, two dots are an end of the key space.
final class ShardLine {

    private ShardLine() {}

    static Shard parse(List<String> words) {
        Key from = words.get(2).equals("..") ? Key.MIN : Scenario.key(words.get(2));
        Span span =
                words.get(3).equals("..")
                        ? Span.from(from)
                        : Span.of(from, Scenario.key(words.get(3)));
        List<Replica> replicas = new ArrayList<>();
        Optional<NodeId> leader = Optional.empty();
        for (String word : words.subList(4, words.size() - 2)) {
            boolean learns = word.startsWith("(");
            NodeId node = Scenario.node(word.replaceAll("[*()]", ""));
            replicas.add(new Replica(node, !learns));
            if (word.endsWith("*")) {
                leader = Optional.of(node);
            }
        }
        ShardId id = new ShardId(Long.parseLong(words.get(1)));
        return new Shard(id, Generation.FIRST, span, replicas, leader);
    }

    static Load load(List<String> words) {
        return new Load(
                Long.parseLong(words.get(words.size() - 2)), Long.parseLong(words.getLast()));
    }
}
