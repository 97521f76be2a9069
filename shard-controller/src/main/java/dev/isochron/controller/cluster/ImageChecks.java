package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import java.util.List;
import java.util.Optional;

/// The invariants of an image, for tests and for the simulator's judges.
public final class ImageChecks {

    private ImageChecks() {}

    /// C1 cover: the shards' ranges tile the key space, with no gap and no overlap.
    ///
    /// @return what is wrong, for people; empty if nothing is
    public static Optional<String> cover(ClusterImage image) {
        List<Shard> shards = image.inKeyOrder();
        if (shards.isEmpty()) {
            return Optional.of("C1 cover: there is no shard");
        }
        if (!shards.getFirst().span().from().equals(Key.MIN)) {
            return Optional.of("C1 cover: nothing below " + shards.getFirst().span().from());
        }
        for (int i = 1; i < shards.size(); i++) {
            Shard left = shards.get(i - 1);
            Shard right = shards.get(i);
            if (!left.span().touches(right.span())) {
                return Optional.of(
                        "C1 cover: %s %s and %s %s do not touch"
                                .formatted(left.id(), left.span(), right.id(), right.span()));
            }
        }
        Shard last = shards.getLast();
        return last.span().until().map(end -> "C1 cover: nothing from " + end + " on");
    }

    /// C2 quorum: a shard keeps a majority of its voters on servers that serve.
    public static boolean hasQuorum(ClusterImage image, Shard shard) {
        return living(image, shard) >= shard.quorum();
    }

    /// How many of a shard's voters are on servers that serve.
    public static long living(ClusterImage image, Shard shard) {
        return shard.voters().stream().filter(node -> serves(image, node)).count();
    }

    /// C2 quorum, of a shard that this voter has left.
    public static boolean hasQuorumWithout(ClusterImage image, Shard shard, NodeId leaving) {
        long others = shard.voters().stream().filter(node -> !node.equals(leaving)).count();
        long living =
                shard.voters().stream()
                        .filter(node -> !node.equals(leaving) && serves(image, node))
                        .count();
        return living > others / 2;
    }

    private static boolean serves(ClusterImage image, NodeId node) {
        return image.server(node).filter(server -> server.standing().serves()).isPresent();
    }
}
