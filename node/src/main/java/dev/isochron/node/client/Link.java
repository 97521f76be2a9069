package dev.isochron.node.client;

import dev.isochron.protocol.log.Answer;
import dev.isochron.protocol.log.ClientFrame;
import dev.isochron.protocol.log.LogServiceGrpc;
import dev.isochron.protocol.log.Request;
import dev.isochron.protocol.log.ServerFrame;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The way to one server. Owned by the client's thread.
final class Link {

    /// A frame of requests is closed at about this size.
    private static final int FRAME_BYTES = 1 << 20;

    private final HostPort at;
    private final ManagedChannel channel;
    private final Executor thread;
    private final Listener listener;
    private final Map<Long, Pending> outstanding = new LinkedHashMap<>();
    private ClientFrame.Builder next = ClientFrame.newBuilder();
    private int nextBytes;
    private @Nullable Stream stream;

    /// What the client does with what arrives.
    interface Listener {
        void welcomed(Link from, OptionalLong bornNanos);

        void answered(Link from, Pending to, Answer answer);

        /// That was all for now.
        void settled();

        /// These have no answer and get none on this link.
        void broke(Link link, List<Pending> unanswered);
    }

    Link(HostPort at, ManagedChannel channel, Executor thread, Listener listener) {
        this.at = at;
        this.channel = channel;
        this.thread = thread;
        this.listener = listener;
    }

    HostPort at() {
        return at;
    }

    /// True if the server has spoken on the stream that is open now.
    boolean isWelcome() {
        return stream != null && stream.welcomed;
    }

    /// True if a stream was opened that long ago and the server has said nothing on it: it hangs,
    /// or the network swallows everything.
    boolean isDeaf(long nowNanos, long patienceNanos) {
        return stream != null && !stream.welcomed && nowNanos - stream.openedNanos > patienceNanos;
    }

    /// Opens a stream unless there is one.
    void open() {
        if (stream == null) {
            channel.resetConnectBackoff();
            Stream opened = new Stream();
            stream = opened;
            LogServiceGrpc.newStub(channel).converse(opened);
        }
    }

    /// Ends the stream; the server says welcome anew on the next.
    void close() {
        Stream open = stream;
        if (open != null) {
            open.cancel();
            lose(open);
        }
    }

    /// The client is closed: nothing is opened any more.
    void end() {
        channel.shutdownNow();
    }

    void add(long id, Pending pending, long nowNanos) {
        Request request = pending.request(id);
        outstanding.put(id, pending);
        pending.underWay = true;
        pending.via = this;
        pending.sentNanos = nowNanos;
        next.addRequests(request);
        nextBytes += request.getSerializedSize();
        if (nextBytes >= FRAME_BYTES) {
            flush();
        }
    }

    void flush() {
        Stream open = stream;
        if (nextBytes > 0 && open != null) {
            open.send(next.build());
            next = ClientFrame.newBuilder();
            nextBytes = 0;
        }
    }

    private void take(Stream from, ServerFrame frame) {
        if (!isCurrent(from)) {
            return;
        }
        if (frame.hasWelcome()) {
            from.welcomed = true;
            long now = frame.getWelcome().getNow();
            listener.welcomed(this, now > 0 ? OptionalLong.of(now) : OptionalLong.empty());
        }
        for (Answer answer : frame.getAnswersList()) {
            Pending pending = outstanding.remove(answer.getId());
            if (pending != null) {
                pending.underWay = false;
                listener.answered(this, pending, answer);
            }
        }
        listener.settled();
    }

    @SuppressWarnings("ReferenceEquality") // a stream is itself and nothing else
    private boolean isCurrent(Stream some) {
        return stream == some;
    }

    private void lose(Stream lost) {
        if (!isCurrent(lost)) {
            return;
        }
        stream = null;
        next = ClientFrame.newBuilder();
        nextBytes = 0;
        List<Pending> unanswered = new ArrayList<>(outstanding.values());
        outstanding.clear();
        unanswered.forEach(p -> p.underWay = false);
        listener.broke(this, unanswered);
    }

    /// gRPC's side: passes everything on to the client's thread.
    private final class Stream implements ClientResponseObserver<ClientFrame, ServerFrame> {
        private @Nullable ClientCallStreamObserver<ClientFrame> out;
        private final long openedNanos = System.nanoTime();
        private boolean welcomed;

        @Override
        public void beforeStart(ClientCallStreamObserver<ClientFrame> request) {
            out = request;
        }

        void send(ClientFrame frame) {
            if (out != null) {
                out.onNext(frame);
            }
        }

        void cancel() {
            if (out != null) {
                out.cancel("the client closed it", null);
            }
        }

        @Override
        public void onNext(ServerFrame frame) {
            thread.execute(() -> take(this, frame));
        }

        @Override
        public void onError(Throwable t) {
            thread.execute(() -> lose(this));
        }

        @Override
        public void onCompleted() {
            thread.execute(() -> lose(this));
        }
    }
}
