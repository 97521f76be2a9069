package dev.isochron.node.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.client.compare.Finding;
import dev.isochron.client.compare.Finding.Sight;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Who is rebuilt after a comparison: only who differs from a majority of all replicas.
class BlameTest {
    private static final Key ROW = Key.of((byte) 20);

    @Test
    void oneAgainstTwoIsRebuilt() {
        assertEquals(Set.of(new NodeId(2)), blamed(3, List.of(2L), 1, 2, 3));
    }

    @Test
    void twoAgainstTwoAreReportedAndKept() {
        assertEquals(Set.of(), blamed(4, List.of(1L, 2L, 3L, 4L), 1, 2, 3, 4));
    }

    @Test
    void oneAgainstOneWithTheThirdSilentIsNoMajority() {
        assertEquals(Set.of(), blamed(3, List.of(1L, 2L), 1, 2));
    }

    @Test
    void twoAgainstOneOfFiveWithTwoSilentIsNoMajority() {
        assertEquals(Set.of(), blamed(5, List.of(3L), 1, 2, 3));
    }

    private static Set<NodeId> blamed(int replicas, List<Long> odd, long... answering) {
        List<Place> places = new ArrayList<>();
        for (int node = 1; node <= replicas; node++) {
            places.add(new Place(node, "n" + node + ":1"));
        }
        ShardEntry shard =
                new ShardEntry(
                        new Route(new ShardId(1), Generation.FIRST),
                        Span.ALL,
                        places,
                        Optional.empty());
        TreeMap<Long, Sight> seen = new TreeMap<>();
        for (long node : answering) {
            seen.put(
                    node,
                    odd.contains(node)
                            ? new Sight.Nothing()
                            : new Sight.Row(new Timestamp(1), 1, 1));
        }
        Finding finding = new Finding(Span.point(ROW), new Timestamp(5), seen, odd);
        ShardReport report =
                new ShardReport(
                        shard,
                        new Timestamp(5),
                        1,
                        1,
                        List.of(finding),
                        new TreeMap<>(),
                        Optional.empty(),
                        Optional.empty());
        return Blame.of(report).keySet();
    }
}
