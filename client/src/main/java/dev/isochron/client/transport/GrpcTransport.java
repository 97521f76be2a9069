package dev.isochron.client.transport;

import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Transport;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.store.ShardServiceGrpc;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.wire.EntryCodec;
import dev.isochron.protocol.wire.MalformedMessage;
import dev.isochron.protocol.wire.RequestCodec;
import dev.isochron.truetime.Timestamp;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Streams to nodes, on one thread that owns them all.
public final class GrpcTransport implements Transport {

    /// Twice what a transaction may write.
    static final int MAX_MESSAGE_BYTES = 16 << 20;

    /// gRPC's own default.
    private static final int MAX_METADATA_BYTES = 8 << 10;

    /// Bytes on their way in one direction: 4 MiB fill 10 Gbit/s at 3 ms.
    private static final int FLOW_WINDOW_BYTES = 4 << 20;

    /// A node that answers nothing for this long is gone, whatever its kernel says.
    private static final long KEEPALIVE_SECONDS = 10;

    /// How exactly timeouts are kept.
    private static final long TICK_MILLIS = 20;

    private static final long CLOSE_MILLIS = 1_000;

    private final ChannelCredentials credentials;
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup threads;
    private final EventLoop loop;
    private final ConcurrentLinkedQueue<Asked> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final TreeMap<String, NodeLink> links = new TreeMap<>();
    private final NodeLink.Cluster cluster = new NodeLink.Cluster();
    private boolean ticking;
    private volatile boolean closed;

    public GrpcTransport(ChannelCredentials credentials) {
        this.credentials = credentials;
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        threads =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("isochron-client", true), handlers);
        loop = threads.next();
    }

    @Override
    public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
        CompletableFuture<Delivery> promise = new CompletableFuture<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        inbox.add(new Asked(address, RequestCodec.write(request), deadline, promise));
        try {
            if (due.compareAndSet(false, true)) {
                loop.execute(this::drain);
            }
        } catch (RejectedExecutionException e) {
            promise.complete(new Delivery.NotSent("the client is closed"));
        }
        return promise;
    }

    /// Hands on all that queued since the last time.
    private void drain() {
        due.set(false);
        List<NodeLink> touched = new ArrayList<>();
        for (Asked asked = inbox.poll(); asked != null; asked = inbox.poll()) {
            if (closed) {
                asked.notSent("the client is closed");
                continue;
            }
            NodeLink link = link(asked.address());
            link.take(asked);
            if (!touched.contains(link)) {
                touched.add(link);
            }
        }
        touched.forEach(NodeLink::flush);
        tick();
    }

    private void tick() {
        if (!ticking && links.values().stream().anyMatch(link -> !link.isIdle())) {
            ticking = true;
            var _ =
                    loop.schedule(
                            () -> {
                                ticking = false;
                                long now = System.nanoTime();
                                links.values().forEach(link -> link.expire(now));
                                tick();
                            },
                            TICK_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }

    private NodeLink link(String address) {
        return links.computeIfAbsent(
                address, _ -> new NodeLink(address, channel(address), loop, cluster));
    }

    /// A way to a node; it connects when it is used, and again after it was lost. Nothing is ever
    /// retried by it, because it does not know what may be done twice.
    private ManagedChannel channel(String address) {
        return NettyChannelBuilder.forTarget(address, credentials)
                .eventLoopGroup(threads)
                .channelType(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .directExecutor()
                .disableRetry()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_METADATA_BYTES)
                .flowControlWindow(FLOW_WINDOW_BYTES)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .build();
    }

    @Override
    public CompletableFuture<MapDelivery> shardMap(String address, Duration timeout) {
        CompletableFuture<MapDelivery> promise = new CompletableFuture<>();
        try {
            loop.execute(() -> ask(address, timeout, promise));
        } catch (RejectedExecutionException e) {
            promise.complete(new MapDelivery.Failed("the client is closed"));
        }
        return promise;
    }

    private void ask(String address, Duration timeout, CompletableFuture<MapDelivery> promise) {
        if (closed) {
            promise.complete(new MapDelivery.Failed("the client is closed"));
            return;
        }
        ShardServiceGrpc.newStub(link(address).channel())
                .withDeadlineAfter(timeout)
                .shardMap(Wire.ShardMapRequest.getDefaultInstance(), new MapAnswer(promise));
    }

    /// Keeps the promise by whatever comes first.
    private record MapAnswer(CompletableFuture<MapDelivery> promise)
            implements StreamObserver<Wire.ShardMapReply> {
        @Override
        public void onNext(Wire.ShardMapReply reply) {
            promise.complete(received(reply));
        }

        private static MapDelivery received(Wire.ShardMapReply reply) {
            try {
                List<ShardEntry> entries = new ArrayList<>();
                for (Wire.ShardEntry entry : reply.getEntriesList()) {
                    entries.add(EntryCodec.read(entry));
                }
                Timestamp now = reply.getNow() < 0 ? Timestamp.MIN : new Timestamp(reply.getNow());
                return new MapDelivery.Received(entries, now);
            } catch (MalformedMessage e) {
                return new MapDelivery.Failed("it answered nonsense: " + e.getMessage());
            }
        }

        @Override
        public void onError(Throwable problem) {
            Status status = Status.fromThrowable(problem);
            promise.complete(
                    new MapDelivery.Failed(status.getCode() + ", " + status.getDescription()));
        }

        @Override
        public void onCompleted() {
            promise.complete(new MapDelivery.Failed("it answered nothing"));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            loop.execute(() -> {
                links.values().forEach(link -> link.close("the client is closed"));
                drain();
            });
            var _ = threads.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
