package dev.isochron.controller.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ImageChecks;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Key BORDER = Key.ofHex("50");

    private ClusterImage image = ClusterImage.EMPTY;

    private void hear(long id, long generation, Span span) {
        Shard shard =
                new Shard(
                        new ShardId(id),
                        new Generation(generation),
                        span,
                        List.of(Replica.voter(new NodeId(1))),
                        Optional.of(new NodeId(1)));
        Decision decision =
                new Controller(Limits.DEFAULT).decide(new Command.Heard(shard, List.of()), image);
        image = image.with(assertInstanceOf(Decision.Decided.class, decision).records());
    }

    /// The left half was cut and merged again before its leader reported: its span is what it was,
    /// and a job of the right half would have waited for ever for one that is no more.
    @Test
    void aShardThatWasTakenInIsGoneThoughNobodySawItsNeighbourGrow() {
        hear(1, 1, Span.ALL);
        hear(2, 2, Span.from(BORDER));
        hear(1, 4, Span.ALL);

        assertEquals(Optional.empty(), image.shard(new ShardId(2)));
        assertEquals(Optional.empty(), ImageChecks.cover(image));
    }

    /// It may say so late, from before the merge.
    @Test
    void aShardThatWasTakenInDoesNotComeBack() {
        hear(1, 1, Span.ALL);
        hear(1, 4, Span.ALL);
        hear(2, 2, Span.from(BORDER));

        assertEquals(Optional.empty(), image.shard(new ShardId(2)));
    }
}
