package dev.isochron.node.lmdb;

import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Sessions;
import dev.isochron.client.port.Transport;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.read.RowReader;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.read.RangeChecksum;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Replicas that answer from what is stored, as shards do, with no log and no cluster around them.
final class StoredReplicas implements Transport, Sessions {
    private static final int STEPS = 300;

    private final List<ReplicaStore> stores;
    private long nanos;

    StoredReplicas(List<ReplicaStore> stores) {
        this.stores = stores;
    }

    /// Nodes 1 and up, the first of which leads.
    ShardEntry entry() {
        ReplicaStore any = stores.getFirst();
        List<Place> places =
                IntStream.rangeClosed(1, stores.size())
                        .mapToObj(node -> new Place(node, "" + node))
                        .toList();
        return new ShardEntry(
                new Route(any.shard(), Generation.FIRST),
                Span.ALL,
                places,
                Optional.of(places.getFirst()));
    }

    @Override
    public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
        ReplicaStore store = stores.get(Integer.parseInt(address) - 1);
        try {
            Reply reply =
                    switch (request) {
                        case Request.Checksum checksum -> checksum(store, checksum);
                        case Request.SnapshotRead read -> rows(store, read);
                        case Request _ -> throw new IllegalArgumentException("not asked here");
                    };
            return CompletableFuture.completedFuture(new Delivery.Answered(reply, Timestamp.MIN));
        } catch (RequestFailed refused) {
            return CompletableFuture.completedFuture(
                    new Delivery.Answered(new Reply.Failed(refused.failure()), Timestamp.MIN));
        } catch (RuntimeException crashed) {
            return CompletableFuture.completedFuture(new Delivery.Lost("it crashed: " + crashed));
        }
    }

    private static Reply checksum(ReplicaStore store, Request.Checksum asked) {
        RangeChecksum done =
                store.checksum(
                        new RangeChecksum(
                                asked.at(), asked.rows(), asked.hash(), Optional.of(asked.span())),
                        STEPS);
        return new Reply.Checksum(done.rows(), done.hash(), done.rest().map(Span::from));
    }

    private static Reply rows(ReplicaStore store, Request.SnapshotRead read) {
        if (read.at() instanceof ReadAt.Exact(Timestamp at)) {
            return new Reply.Snapshot(at, RowReader.read(store, at, read.lookups()).found());
        }
        throw new IllegalArgumentException("only rows of one moment can be compared");
    }

    @Override
    public CompletableFuture<MapDelivery> shardMap(String address, Duration timeout) {
        throw new UnsupportedOperationException("the only shard is known");
    }

    @Override
    public void close() {}

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public boolean await(CompletableFuture<?> promise, long untilNanos) {
        nanos = promise.isDone() ? nanos : untilNanos;
        return promise.isDone();
    }

    @Override
    public Session start(String name, Runnable body) {
        throw new UnsupportedOperationException("everything is done in turn");
    }
}
