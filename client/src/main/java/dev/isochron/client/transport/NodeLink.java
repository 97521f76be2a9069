package dev.isochron.client.transport;

import com.google.protobuf.ByteString;
import dev.isochron.client.port.Delivery;
import dev.isochron.protocol.store.ShardServiceGrpc;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.wire.MalformedMessage;
import dev.isochron.protocol.wire.ReplyCodec;
import dev.isochron.truetime.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The way to one node. All of it runs on the transport's thread.
final class NodeLink {

    /// Requests that were sent or wait to be; beyond it callers are told at once.
    private static final int MAX_UNDER_WAY = 16_384;

    /// Requests in one frame, and about how many bytes: what the node can take at a time.
    private static final int MAX_ASKS = 512;

    private static final int FRAME_BYTES = 1 << 20;

    /// gRPC waits longer after each failed connection, up to two minutes; then a node that is back
    /// and leads would not be reached, though every other node points at it. Whoever has something
    /// to say tries anew after so long.
    private static final long REDIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final String address;
    private final ManagedChannel channel;
    private final Executor loop;
    private final Cluster cluster;
    private final ArrayDeque<Asked> outbox = new ArrayDeque<>();
    private final TreeMap<Long, Asked> sent = new TreeMap<>();
    private final List<Long> calledOff = new ArrayList<>();
    private @Nullable Stream stream;
    private long nextId = 1;
    private long dialledAtNanos;

    NodeLink(String address, ManagedChannel channel, Executor loop, Cluster cluster) {
        this.address = address;
        this.channel = channel;
        this.loop = loop;
        this.cluster = cluster;
        this.dialledAtNanos = System.nanoTime() - REDIAL_NANOS;
    }

    /// Which cluster all nodes must be of: that of the first one that was met.
    static final class Cluster {
        private @Nullable ByteString id;

        boolean admits(ByteString other) {
            if (id == null) {
                id = other;
            }
            return id.equals(other);
        }
    }

    ManagedChannel channel() {
        return channel;
    }

    void take(Asked asked) {
        if (outbox.size() + sent.size() >= MAX_UNDER_WAY) {
            asked.notSent("too many requests to " + address + " are under way");
        } else if (asked.request().getSerializedSize() > GrpcTransport.MAX_MESSAGE_BYTES / 2) {
            asked.notSent("the request is longer than a message may be");
        } else {
            outbox.add(asked);
        }
    }

    boolean isIdle() {
        return outbox.isEmpty() && sent.isEmpty();
    }

    /// Sends what waits, as far as the stream takes it.
    void flush() {
        if (outbox.isEmpty() && calledOff.isEmpty()) {
            return;
        }
        Stream open = stream;
        if (open == null) {
            open = new Stream();
            stream = open;
            redial();
            var _ = ShardServiceGrpc.newStub(channel).converse(open);
        }
        while (open == stream && open.isReady() && !(outbox.isEmpty() && calledOff.isEmpty())) {
            open.send(frame());
        }
    }

    private void redial() {
        long now = System.nanoTime();
        if (now - dialledAtNanos >= REDIAL_NANOS) {
            dialledAtNanos = now;
            channel.resetConnectBackoff();
        }
    }

    private Wire.ClientFrame frame() {
        Wire.ClientFrame.Builder frame = Wire.ClientFrame.newBuilder().addAllCalledOff(calledOff);
        calledOff.clear();
        int bytes = 0;
        while (!outbox.isEmpty() && frame.getAsksCount() < MAX_ASKS && bytes < FRAME_BYTES) {
            Asked asked = outbox.remove();
            long left = (asked.deadlineNanos() - System.nanoTime()) / NANOS_PER_MILLI;
            long id = nextId++;
            sent.put(id, asked);
            bytes += asked.request().getSerializedSize();
            frame.addAsks(
                    Wire.Ask.newBuilder()
                            .setId(id)
                            .setTimeoutMillis(Math.clamp(left, 1, Integer.MAX_VALUE))
                            .setRequest(asked.request()));
        }
        return frame.build();
    }

    /// Gives up what nobody waits for any more.
    void expire(long nowNanos) {
        outbox.removeIf(asked -> {
            boolean late = asked.deadlineNanos() - nowNanos <= 0;
            if (late) {
                asked.notSent("no connection to " + address + " in time");
            }
            return late;
        });
        sent.entrySet()
                .removeIf(entry -> {
                    boolean late = entry.getValue().deadlineNanos() - nowNanos <= 0;
                    if (late) {
                        calledOff.add(entry.getKey());
                        entry.getValue().lost("no answer of " + address + " in time");
                    }
                    return late;
                });
        if (stream != null) {
            flush();
        }
    }

    void close(String why) {
        fail(why);
        Stream open = stream;
        stream = null;
        if (open != null) {
            open.cancel(why);
        }
        channel.shutdownNow();
    }

    private void fail(String why) {
        List<Asked> unsent = new ArrayList<>(outbox);
        List<Asked> lost = new ArrayList<>(sent.values());
        outbox.clear();
        sent.clear();
        calledOff.clear();
        unsent.forEach(asked -> asked.notSent(why));
        lost.forEach(asked -> asked.lost(why));
    }

    private void take(Stream from, Wire.ServerFrame frame) {
        if (from != stream) {
            return;
        }
        if (frame.hasWelcome() && !cluster.admits(frame.getWelcome().getCluster())) {
            stream = null;
            from.cancel("it is of another cluster");
            fail(address + " is of another cluster");
            return;
        }
        Timestamp now = frame.getNow() < 0 ? Timestamp.MIN : new Timestamp(frame.getNow());
        for (Wire.Answer answer : frame.getAnswersList()) {
            Asked asked = sent.remove(answer.getId());
            if (asked != null) {
                asked.promise().complete(delivery(answer, now));
            }
        }
    }

    private Delivery delivery(Wire.Answer answer, Timestamp now) {
        try {
            return new Delivery.Answered(ReplyCodec.read(answer.getReply()), now);
        } catch (MalformedMessage e) {
            return new Delivery.Lost(address + " answered nonsense: " + e.getMessage());
        }
    }

    private void ended(Stream from, String why) {
        if (from == stream) {
            stream = null;
            fail(address + ": " + why);
        }
    }

    /// One conversation. gRPC calls it on a thread of its own, which is the transport's once the
    /// connection stands.
    private final class Stream
            implements ClientResponseObserver<Wire.ClientFrame, Wire.ServerFrame> {
        private @Nullable ClientCallStreamObserver<Wire.ClientFrame> out;

        @Override
        public void beforeStart(ClientCallStreamObserver<Wire.ClientFrame> call) {
            out = call;
            call.setOnReadyHandler(() -> loop.execute(NodeLink.this::flush));
        }

        boolean isReady() {
            return out != null && out.isReady();
        }

        void send(Wire.ClientFrame frame) {
            if (out != null) {
                out.onNext(frame);
            }
        }

        void cancel(String why) {
            if (out != null) {
                out.cancel(why, null);
            }
        }

        @Override
        public void onNext(Wire.ServerFrame frame) {
            loop.execute(() -> take(this, frame));
        }

        @Override
        public void onError(Throwable problem) {
            Status status = Status.fromThrowable(problem);
            String detail = status.getDescription();
            loop.execute(
                    () -> ended(this, status.getCode() + (detail == null ? "" : ", " + detail)));
        }

        @Override
        public void onCompleted() {
            loop.execute(() -> ended(this, "the node ended the conversation"));
        }
    }
}
