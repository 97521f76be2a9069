package dev.isochron.node.client;

import dev.isochron.node.shell.Sockets;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The one thread of a client and the settings of its sockets. Nothing is ever retried by the
/// transport, because it does not know what may be done twice.
final class Transport implements AutoCloseable {

    /// gRPC's own default.
    private static final int MAX_MESSAGE_BYTES = 4 << 20;

    private static final int MAX_METADATA_BYTES = 8 << 10;

    /// Bytes on their way in one direction: 4 MiB fill 10 Gbit/s at 3 ms.
    private static final int FLOW_WINDOW_BYTES = 4 << 20;

    /// A server that answers nothing for this long is gone, whatever its kernel says.
    private static final long KEEPALIVE_SECONDS = 10;

    private static final long CLOSE_MILLIS = 1_000;

    private final Sockets sockets = Sockets.ofThisMachine();
    private final EventLoopGroup threads;

    Transport(String name) {
        threads =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(name, true), sockets.handlers());
    }

    /// The thread that owns the client's state.
    ScheduledExecutorService thread() {
        return threads.next();
    }

    /// A way to a server; it connects when it is used, and again after it was lost.
    ManagedChannel channel(HostPort to) {
        return NettyChannelBuilder.forAddress(to.host(), to.port())
                .eventLoopGroup(threads)
                .channelType(sockets.outgoing())
                .directExecutor()
                .usePlaintext()
                .disableRetry()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .flowControlWindow(FLOW_WINDOW_BYTES)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .build();
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS * 2);
    }
}
