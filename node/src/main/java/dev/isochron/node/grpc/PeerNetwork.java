package dev.isochron.node.grpc;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Network;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.Chance;
import dev.isochron.protocol.peer.PeerFrame;
import dev.isochron.protocol.peer.PeerServiceGrpc;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Frames to and from the other nodes over gRPC: one stream per pair. Of two nodes the one with the
/// higher id dials, and dials again when the stream breaks.
public final class PeerNetwork implements Network, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNetwork.class);

    /// Peers that may have dialled us at one time; a cluster has 300 nodes at most.
    private static final int MAX_LINKS = 1024;

    /// What a stream buffers below us before it counts as busy: about a millisecond's worth.
    static final int READY_BYTES = 1 << 20;

    /// Whoever is no peer any more is still spoken to for so long, to hear why.
    private static final long PARTING_NANOS = 10_000_000_000L;

    private final NodeId self;
    private final Loop loop;
    private final Chance chance;
    private final TreeMap<NodeId, PeerLink> links = new TreeMap<>();
    private final TreeMap<NodeId, Dialing> dialing = new TreeMap<>();
    private final TreeMap<NodeId, String> addresses = new TreeMap<>();
    private Optional<Function<String, ManagedChannel>> channels = Optional.empty();
    private Consumer<Frame> receiver = _ -> {};
    private boolean closed;
    private final Losses losses = new Losses();

    public PeerNetwork(NodeId self, Loop loop, Chance chance) {
        this.self = self;
        this.loop = loop;
        this.chance = chance;
    }

    /// Begins to dial the peers with lower ids, those that it was told of and those that it will
    /// be; on the loop.
    ///
    /// @param channel makes the way to an address
    public void start(Function<String, ManagedChannel> channel) {
        channels = Optional.of(channel);
        addresses.forEach((peer, address) -> dial(peer, address, channel));
    }

    @Override
    public void peers(SortedMap<NodeId, String> present) {
        boolean someLeft = !present.keySet().containsAll(addresses.keySet());
        addresses.clear();
        addresses.putAll(present);
        dialing.values().removeIf(way -> present.containsKey(way.peer) && way.isOver(present));
        channels.ifPresent(
                channel -> addresses.forEach((peer, address) -> dial(peer, address, channel)));
        if (someLeft) {
            loop.at(loop.uptimeNanos() + PARTING_NANOS, this::part);
        }
    }

    /// Ends the ways to those who are gone.
    private void part() {
        dialing.values().removeIf(way -> way.isOver(addresses));
        links.forEach((peer, link) -> {
            if (!addresses.containsKey(peer)) {
                link.close();
            }
        });
        links.keySet().removeIf(peer -> !addresses.containsKey(peer));
    }

    /// Where the nodes are that it was told of last; seen on the loop only.
    public Map<NodeId, String> addresses() {
        return Collections.unmodifiableMap(addresses);
    }

    private void dial(NodeId peer, String address, Function<String, ManagedChannel> channel) {
        if (!closed && peer.compareTo(self) < 0 && !dialing.containsKey(peer)) {
            Dialing way = new Dialing(peer, address, channel.apply(address));
            dialing.put(peer, way);
            way.dial();
        }
    }

    /// What those who dial us talk to.
    public BindableService service() {
        return new Answering();
    }

    @Override
    public void send(NodeId to, Frame frame) {
        if (!losses.isAll()) {
            link(to).send(frame);
        }
    }

    /// Loses every frame, in both directions, as a broken cable would, or no longer; on the loop.
    public void setApart(boolean lost) {
        losses.all(lost);
    }

    /// Loses what replicas of a group say to those here, or no longer; on the loop.
    public void setDeaf(GroupId group, boolean lost) {
        losses.group(group, lost);
    }

    @Override
    public void onFrame(Consumer<Frame> taker) {
        receiver = taker;
    }

    /// Ends all streams; on the loop.
    @Override
    public void close() {
        closed = true;
        dialing.values().forEach(Dialing::stop);
        links.values().forEach(PeerLink::close);
    }

    /// The way out to one peer, for metrics.
    ///
    /// @param dropped frames that found no room, or no stream, since the start
    /// @param sentBytes of frames handed to streams since the start
    public record LinkStatus(
            NodeId peer, boolean open, long waitingBytes, long dropped, long sentBytes) {}

    /// All ways out; on the loop.
    public List<LinkStatus> status() {
        List<LinkStatus> all = new ArrayList<>();
        links.forEach((peer, link) ->
                all.add(
                        new LinkStatus(
                                peer,
                                link.isOpen(),
                                link.waitingBytes(),
                                link.dropped(),
                                link.sentBytes())));
        return all;
    }

    private PeerLink link(NodeId peer) {
        return links.computeIfAbsent(peer, PeerLink::new);
    }

    // -- what streams tell, on the loop ------------------------------------------------------

    NodeId self() {
        return self;
    }

    Loop loop() {
        return loop;
    }

    /// A peer has greeted on a stream: it is spoken to there from now on.
    void greeted(NodeId peer, CallStreamObserver<PeerFrame> out) {
        if (closed || (!links.containsKey(peer) && links.size() >= MAX_LINKS)) {
            out.onCompleted();
        } else if (!link(peer).speaksOn(out)) {
            link(peer).open(out);
        }
    }

    void arrived(Frame frame) {
        if (!closed) {
            losses.left(frame).ifPresent(receiver);
        }
    }

    void ready(CallStreamObserver<PeerFrame> out) {
        for (PeerLink link : links.values()) {
            if (link.speaksOn(out)) {
                link.drain();
            }
        }
    }

    /// A stream is gone, whoever ended it.
    void ended(CallStreamObserver<PeerFrame> out, String why) {
        for (Map.Entry<NodeId, PeerLink> link : links.entrySet()) {
            if (link.getValue().speaksOn(out)) {
                LOG.debug("the stream to {} ended: {}", link.getKey(), why);
                link.getValue().close();
            }
        }
        for (Dialing dialled : dialing.values()) {
            dialled.ended(out);
        }
    }

    /// The streams that this node opens to one peer, one after the other.
    private final class Dialing {
        /// Between attempts: long enough not to burden a node that starts, short enough not to be
        /// what a recovery waits for.
        private static final long FIRST_PAUSE_NANOS = 20_000_000L;

        private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;

        private final NodeId peer;
        private final String address;
        private final ManagedChannel channel;
        private long pauseNanos = FIRST_PAUSE_NANOS;
        private long dialledAtNanos;
        private PeerStream stream;
        private boolean over;

        Dialing(NodeId peer, String address, ManagedChannel channel) {
            this.peer = peer;
            this.address = address;
            this.channel = channel;
            this.stream = PeerStream.outgoing(PeerNetwork.this, peer);
        }

        void dial() {
            if (closed || over) {
                return;
            }
            dialledAtNanos = loop.uptimeNanos();
            stream = PeerStream.outgoing(PeerNetwork.this, peer);
            channel.resetConnectBackoff();
            PeerServiceGrpc.newStub(channel).withOnReadyThreshold(READY_BYTES).exchange(stream);
            link(peer).open(stream.out());
        }

        void ended(CallStreamObserver<PeerFrame> out) {
            if (closed || over || !stream.isOn(out)) {
                return;
            }
            boolean lasted = loop.uptimeNanos() - dialledAtNanos > LONGEST_PAUSE_NANOS;
            pauseNanos = lasted ? FIRST_PAUSE_NANOS : Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
            long pause = pauseNanos / 2 + chance.below(pauseNanos);
            loop.at(loop.uptimeNanos() + pause, this::dial);
        }

        /// Ends it if the peer is not there any more.
        boolean isOver(Map<NodeId, String> present) {
            if (address.equals(present.get(peer))) {
                return false;
            }
            stop();
            return true;
        }

        void stop() {
            over = true;
            channel.shutdownNow();
        }
    }

    private final class Answering extends PeerServiceGrpc.PeerServiceImplBase {
        @Override
        public StreamObserver<PeerFrame> exchange(StreamObserver<PeerFrame> out) {
            return PeerStream.incoming(PeerNetwork.this, out);
        }
    }
}
