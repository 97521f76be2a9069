package dev.isochron.client.port;

import dev.isochron.protocol.request.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The way to the nodes of a cluster.
///
/// It never sends anything twice: whether that is safe, only its caller knows. Every promise is
/// kept within its timeout, or a little after; none ends exceptionally. Promises may be kept on a
/// thread of the transport, whose callbacks must return at once.
public interface Transport extends AutoCloseable {

    /// Sends a request to a node.
    ///
    /// @param address host and port
    CompletableFuture<Delivery> send(String address, Request request, Duration timeout);

    /// Asks a node for all shards it knows of.
    CompletableFuture<MapDelivery> shardMap(String address, Duration timeout);

    /// Gives everything up that is under way.
    @Override
    void close();
}
