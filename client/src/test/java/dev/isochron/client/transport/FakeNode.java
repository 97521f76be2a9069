package dev.isochron.client.transport;

import com.google.protobuf.ByteString;
import dev.isochron.client.fake.FakeCluster;
import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.store.ShardServiceGrpc;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.wire.EntryCodec;
import dev.isochron.protocol.wire.MalformedMessage;
import dev.isochron.protocol.wire.ReplyCodec;
import dev.isochron.protocol.wire.RequestCodec;
import dev.isochron.truetime.Timestamp;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// One node of a fake cluster, behind a real socket.
final class FakeNode extends ShardServiceGrpc.ShardServiceImplBase implements AutoCloseable {

    private static final ByteString CLUSTER = ByteString.copyFrom(new byte[16]);

    private final String name;
    private final FakeCluster cluster;
    private final Server server;
    private volatile boolean silent;

    FakeNode(String name, FakeCluster cluster) throws IOException {
        this.name = name;
        this.cluster = cluster;
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = NettyServerBuilder.forAddress(loopback).addService(this).build().start();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /// From now on it takes requests and answers none.
    void fallSilent() {
        silent = true;
    }

    @Override
    public StreamObserver<Wire.ClientFrame> converse(StreamObserver<Wire.ServerFrame> out) {
        Wire.Welcome welcome =
                Wire.Welcome.newBuilder().setProtocol(1).setNode(1).setCluster(CLUSTER).build();
        out.onNext(Wire.ServerFrame.newBuilder().setWelcome(welcome).build());
        return new StreamObserver<>() {
            @Override
            public void onNext(Wire.ClientFrame frame) {
                frame.getAsksList().forEach(ask -> serve(ask, out));
            }

            @Override
            public void onError(Throwable t) {
                // The client is gone; what it asked for goes on.
            }

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }

    private void serve(Wire.Ask ask, StreamObserver<Wire.ServerFrame> out) {
        if (silent) {
            return;
        }
        try {
            Duration timeout = Duration.ofMillis(ask.getTimeoutMillis());
            synchronized (cluster) {
                var _ =
                        cluster.send(name, RequestCodec.read(ask.getRequest()), timeout)
                                .thenAccept(delivery -> answer(ask, delivery, out));
            }
        } catch (MalformedMessage e) {
            answer(ask, new Delivery.Answered(new Reply.Failed(e.failure()), Timestamp.MIN), out);
        }
    }

    private static void answer(
            Wire.Ask ask, Delivery delivery, StreamObserver<Wire.ServerFrame> out) {
        if (delivery instanceof Delivery.Answered(Reply reply, Timestamp now)) {
            Wire.Answer answer =
                    Wire.Answer.newBuilder()
                            .setId(ask.getId())
                            .setReply(ReplyCodec.write(reply))
                            .build();
            synchronized (out) {
                out.onNext(
                        Wire.ServerFrame.newBuilder()
                                .addAnswers(answer)
                                .setNow(now.nanos())
                                .build());
            }
        }
    }

    @Override
    public void shardMap(Wire.ShardMapRequest request, StreamObserver<Wire.ShardMapReply> out) {
        Wire.ShardMapReply.Builder reply = Wire.ShardMapReply.newBuilder().setCluster(CLUSTER);
        synchronized (cluster) {
            MapDelivery map = cluster.shardMap(name, Duration.ofSeconds(1)).join();
            if (map instanceof MapDelivery.Received received) {
                received.entries().forEach(entry -> reply.addEntries(EntryCodec.write(entry)));
                reply.setNow(received.now().nanos());
            }
        }
        out.onNext(reply.build());
        out.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
