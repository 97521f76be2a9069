package dev.isochron.node.grpc;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.wire.FrameReader;
import dev.isochron.node.wire.MalformedFrame;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.peer.PeerFrame;
import io.grpc.Status;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stream of frames, from the side of this node. Frames are read where gRPC delivers them, one
/// after the other, and handed to the loop; the peer may be ahead of it by a bounded number of
/// them.
final class PeerStream implements ClientResponseObserver<PeerFrame, PeerFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(PeerStream.class);

    /// Messages that may be on their way to the loop.
    private static final int MESSAGES_AHEAD = 32;

    /// The right to send more is given back in lumps, each costs a change of threads.
    private static final int LUMP = 8;

    private final PeerNetwork network;
    private final Optional<NodeId> expected;
    private final Fragments fragments = new Fragments();
    private @Nullable CallStreamObserver<PeerFrame> out;
    private @Nullable Origin origin;
    private boolean broken;
    private int taken;

    private PeerStream(PeerNetwork network, Optional<NodeId> expected) {
        this.network = network;
        this.expected = expected;
    }

    /// A stream that this node opens; gRPC calls [#beforeStart] when it is used.
    static PeerStream outgoing(PeerNetwork network, NodeId peer) {
        return new PeerStream(network, Optional.of(peer));
    }

    /// A stream that a peer opened.
    static StreamObserver<PeerFrame> incoming(
            PeerNetwork network, StreamObserver<PeerFrame> response) {
        PeerStream stream = new PeerStream(network, Optional.empty());
        ServerCallStreamObserver<PeerFrame> out = (ServerCallStreamObserver<PeerFrame>) response;
        stream.out = out;
        out.disableAutoRequest();
        out.setOnReadyThreshold(PeerNetwork.READY_BYTES);
        out.setOnReadyHandler(() -> network.loop().execute(() -> network.ready(out)));
        out.setOnCancelHandler(() -> stream.end("the peer went away"));
        out.request(MESSAGES_AHEAD);
        return stream;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<PeerFrame> request) {
        out = request;
        request.disableAutoRequestWithInitial(MESSAGES_AHEAD);
        request.setOnReadyHandler(() -> network.loop().execute(() -> network.ready(request)));
    }

    CallStreamObserver<PeerFrame> out() {
        return Objects.requireNonNull(out, "asked before the stream was opened");
    }

    @SuppressWarnings("ReferenceEquality") // a stream is itself and nothing else
    boolean isOn(CallStreamObserver<PeerFrame> other) {
        return out == other;
    }

    @Override
    public void onNext(PeerFrame message) {
        if (broken) {
            return;
        }
        try {
            Optional<PeerFrame> whole = fragments.add(message);
            if (whole.isEmpty()) {
                network.loop().execute(this::taken);
            } else if (whole.get().hasGreeting()) {
                greet(FrameReader.opening(whole.get()));
            } else {
                pass(whole.get());
            }
        } catch (MalformedFrame e) {
            reject(e.getMessage());
        }
    }

    /// A peer greets again when its origin changes: its cluster was founded.
    private void greet(FrameReader.Opening opening) throws MalformedFrame {
        NodeId peer = opening.origin().node();
        if (!opening.receiver().equals(network.self())) {
            throw new MalformedFrame(
                    "a greeting for node " + opening.receiver() + " reached " + network.self());
        }
        if (expected.isPresent() && !expected.get().equals(peer)) {
            throw new MalformedFrame("node " + peer + " answers for " + expected.get());
        }
        if (peer.equals(network.self())) {
            throw new MalformedFrame("a peer calls itself " + peer + ", as this node does");
        }
        if (origin != null && !origin.node().equals(peer)) {
            throw new MalformedFrame("node " + origin.node() + " now calls itself " + peer);
        }
        origin = opening.origin();
        network.loop()
                .execute(() -> {
                    network.greeted(peer, out());
                    taken();
                });
    }

    private void pass(PeerFrame message) throws MalformedFrame {
        if (origin == null) {
            throw new MalformedFrame("a stream must begin with a greeting");
        }
        Frame frame = FrameReader.read(origin, message);
        network.loop()
                .execute(() -> {
                    network.arrived(frame);
                    taken();
                });
    }

    /// The loop has taken one message; on the loop.
    private void taken() {
        if (++taken % LUMP == 0) {
            out().request(LUMP);
        }
    }

    private void reject(@Nullable String why) {
        broken = true;
        LOG.warn(
                "A stream from {} is closed because it broke the protocol: {}.",
                origin == null ? "an unknown peer" : origin.node(),
                why);
        String description = "the frame was refused: " + why;
        Status status = Status.INVALID_ARGUMENT.withDescription(description);
        network.loop()
                .execute(() -> {
                    tellWhy(status);
                    network.ended(out(), description);
                });
    }

    /// The peer hears the reason only before the stream is closed.
    private void tellWhy(Status status) {
        try {
            out().onError(status.asRuntimeException());
        } catch (IllegalStateException e) {
            // It ended by itself; there is nobody left to tell.
        }
    }

    @Override
    public void onError(Throwable t) {
        end(String.valueOf(t.getMessage()));
    }

    @Override
    public void onCompleted() {
        end("the peer closed it");
    }

    private void end(String why) {
        network.loop().execute(() -> network.ended(out(), why));
    }
}
