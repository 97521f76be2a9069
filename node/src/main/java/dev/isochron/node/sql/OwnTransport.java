package dev.isochron.node.sql;

import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Transport;
import dev.isochron.client.transport.Overdue;
import dev.isochron.protocol.request.Request;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The client's way to nodes, from within one of them: requests to its own shards are handed over
/// as they are, without a network; others go over it.
final class OwnTransport implements Transport {
    /// Requests under way to the own node; beyond it callers are told at once.
    private static final int MAX_UNDER_WAY = 16_384;

    private final Home home;
    private final String own;
    private final Transport others;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Overdue overdue = new Overdue();
    private volatile boolean closed;

    /// @param own the address by which shards name this node
    OwnTransport(Home home, String own, Transport others) {
        this.home = home;
        this.own = own;
        this.others = others;
    }

    @Override
    public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
        if (!address.equals(own)) {
            return others.send(address, request, timeout);
        }
        if (closed || underWay.get() >= MAX_UNDER_WAY) {
            return CompletableFuture.completedFuture(
                    new Delivery.NotSent(
                            closed
                                    ? "the client is closed"
                                    : "too many requests to this node are under way"));
        }
        underWay.incrementAndGet();
        CompletableFuture<Delivery> promise = new CompletableFuture<>();
        home.withNode(node ->
                node.ask(request, reply -> promise.complete(new Delivery.Answered(reply, now()))));
        overdue.watch(promise, timeout, new Delivery.Lost("no answer of this node in time"));
        var _ = promise.whenComplete((_, _) -> underWay.decrementAndGet());
        return promise;
    }

    private Timestamp now() {
        return home.now() instanceof Reading.Usable(Interval interval)
                ? interval.earliest()
                : Timestamp.MIN;
    }

    @Override
    public CompletableFuture<MapDelivery> shardMap(String address, Duration timeout) {
        if (!address.equals(own)) {
            return others.shardMap(address, timeout);
        }
        CompletableFuture<MapDelivery> promise = new CompletableFuture<>();
        home.withNode(node ->
                promise.complete(
                        node.status().cluster().isPresent()
                                ? new MapDelivery.Received(node.shardMap(), now())
                                : new MapDelivery.Failed("this node is starting")));
        return promise.completeOnTimeout(
                new MapDelivery.Failed("no answer of this node in time"),
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed = true;
        others.close();
    }
}
