package dev.isochron.node.grpc;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.wire.FrameWriter;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.peer.PeerFrame;
import io.grpc.stub.CallStreamObserver;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way out to one peer. Owned by the node's loop.
///
/// Frames go to the stream while it takes them, and wait here while it does not; beyond the bound
/// they are dropped, newest first, because what waits is older and may be what the peer acts on.
final class PeerLink {
    /// Frames that wait for a slow or absent peer: enough for a pause, not for an outage. One that
    /// is longer waits only where nothing else does.
    static final long MAX_WAITING_BYTES = 32L << 20;

    private final NodeId peer;
    private final ArrayDeque<PeerFrame> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long dropped;
    private long sentBytes;
    private @Nullable CallStreamObserver<PeerFrame> stream;
    private @Nullable Origin greeted;

    PeerLink(NodeId peer) {
        this.peer = peer;
    }

    boolean isOpen() {
        return stream != null;
    }

    /// Frames that wait until the stream takes them.
    long waitingBytes() {
        return waitingBytes;
    }

    /// Frames that found no room since the start.
    long dropped() {
        return dropped;
    }

    /// Bytes of all frames handed to streams since the start.
    long sentBytes() {
        return sentBytes;
    }

    /// Speaks on this stream from now on. What waited for the one before is old: it goes.
    void open(CallStreamObserver<PeerFrame> opened) {
        close();
        stream = opened;
    }

    @SuppressWarnings("ReferenceEquality") // a stream is itself and nothing else
    boolean speaksOn(CallStreamObserver<PeerFrame> other) {
        return stream == other;
    }

    /// The stream is gone.
    void close() {
        Optional.ofNullable(stream).ifPresent(PeerLink::end);
        stream = null;
        greeted = null;
        waiting.clear();
        waitingBytes = 0;
    }

    private static void end(CallStreamObserver<PeerFrame> stream) {
        try {
            stream.onCompleted();
        } catch (IllegalStateException e) {
            // It ended by itself; there is nobody left to tell.
        }
    }

    void send(Frame frame) {
        if (stream == null) {
            dropped++;
            return;
        }
        if (!frame.origin().equals(greeted)) {
            greeted = frame.origin();
            enqueue(FrameWriter.greeting(frame.origin(), peer));
        }
        PeerFrame whole = FrameWriter.of(frame);
        if (!waiting.isEmpty() && waitingBytes + whole.getSerializedSize() > MAX_WAITING_BYTES) {
            dropped++;
            return;
        }
        Fragments.cut(whole).forEach(this::enqueue);
        drain();
    }

    private void enqueue(PeerFrame frame) {
        waiting.add(frame);
        waitingBytes += frame.getSerializedSize();
    }

    /// Hands over what waits, as long as the stream takes it.
    void drain() {
        while (stream != null && !waiting.isEmpty() && stream.isReady()) {
            PeerFrame next = waiting.remove();
            waitingBytes -= next.getSerializedSize();
            sentBytes += next.getSerializedSize();
            stream.onNext(next);
        }
    }
}
