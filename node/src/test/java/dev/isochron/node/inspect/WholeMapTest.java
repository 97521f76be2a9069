package dev.isochron.node.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.compare.Comparison;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Transport;
import dev.isochron.client.transport.GrpcPorts;
import dev.isochron.node.cli.Complaint;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WholeMapTest {
    private static final Duration PATIENCE = Duration.ofMillis(10);
    private static final ShardEntry OLD = entry(1, Span.ALL, 1, 2);
    private static final ShardEntry NEW = entry(7, Span.ALL, 2, 3);
    private static final ShardEntry NEWEST = entry(9, Span.ALL, 3, 4);

    @Test
    void whoHasNoReplicaAnyMoreIsCorrectedByWhoHas() {
        Told told = new Told();
        told.maps.put("n1:1", List.of(OLD));
        told.maps.put("n2:1", List.of(NEW));
        told.maps.put("n3:1", List.of(NEW));
        assertEquals(Optional.of(NEW), WholeMap.of(told, "n1:1", PATIENCE).at(Key.MIN));
    }

    @Test
    void whoIsHeardOfLateIsAskedAsWell() {
        Told told = new Told();
        told.maps.put("n1:1", List.of(OLD));
        told.maps.put("n2:1", List.of(NEW));
        told.maps.put("n3:1", List.of(NEWEST));
        assertEquals(Optional.of(NEWEST), WholeMap.of(told, "n1:1", PATIENCE).at(Key.MIN));
    }

    @Test
    void oneThatIsDownKeepsNobodyFromTheRest() {
        Told told = new Told();
        told.maps.put("n1:1", List.of(NEW));
        assertEquals(Optional.of(NEW), WholeMap.of(told, "n1:1", PATIENCE).at(Key.MIN));
        assertThrows(Complaint.class, () -> WholeMap.of(told, "n2:1", PATIENCE));
    }

    @Test
    void aComparisonSaysWhatTheShardIsByNow() throws InterruptedException {
        Told told = new Told();
        ShardReport report =
                new Comparison(
                                told,
                                GrpcPorts.plain().sessions(),
                                Comparison.Manner.FAST,
                                OLD,
                                new Timestamp(5))
                        .run(Optional.empty());
        assertEquals(Optional.of(NEW), report.became());
        assertTrue(report.stopped().isPresent());
    }

    private static ShardEntry entry(long generation, Span span, long... nodes) {
        List<Place> places = new ArrayList<>();
        LongStream.of(nodes).forEach(node -> places.add(new Place(node, "n" + node + ":1")));
        return new ShardEntry(
                new Route(new ShardId(1), new Generation(generation)),
                span,
                places,
                Optional.empty());
    }

    /// Nodes that say what each of them knows; asked for more, the shard is another one.
    private static final class Told implements Transport {
        final Map<String, List<ShardEntry>> maps = new TreeMap<>();

        @Override
        public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
            return CompletableFuture.completedFuture(
                    new Delivery.Answered(
                            new Reply.Failed(new Misrouted.WrongShard(OLD.route(), NEW)),
                            new Timestamp(6)));
        }

        @Override
        public CompletableFuture<MapDelivery> shardMap(String address, Duration timeout) {
            List<ShardEntry> map = maps.get(address);
            return CompletableFuture.completedFuture(
                    map == null
                            ? new MapDelivery.Failed("nobody listens")
                            : new MapDelivery.Received(map, new Timestamp(5)));
        }

        @Override
        public void close() {}
    }
}
