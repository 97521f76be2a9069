package dev.isochron.client.transport;

import dev.isochron.client.port.Delivery;
import dev.isochron.protocol.store.Wire;
import java.util.concurrent.CompletableFuture;

/// One request until its promise is kept.
///
/// @param deadlineNanos by `System.nanoTime`
record Asked(
        String address,
        Wire.Request request,
        long deadlineNanos,
        CompletableFuture<Delivery> promise) {

    void notSent(String problem) {
        promise.complete(new Delivery.NotSent(problem));
    }

    void lost(String problem) {
        promise.complete(new Delivery.Lost(problem));
    }
}
