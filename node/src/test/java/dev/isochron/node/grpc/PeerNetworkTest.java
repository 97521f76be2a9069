package dev.isochron.node.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.shell.LoopThread;
import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.protocol.peer.PeerFrame;
import dev.isochron.protocol.peer.PeerServiceGrpc;
import dev.isochron.truetime.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerNetworkTest {
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);

    private final CompletableFuture<Throwable> death = new CompletableFuture<>();
    private final Side one = new Side(ONE);
    private final Side two = new Side(TWO);

    /// One node's network, and what it received.
    private final class Side {
        final NodeId node;
        final LoopThread loop;
        final PeerNetwork network;
        final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();

        Side(NodeId node) {
            this.node = node;
            loop = new LoopThread("loop-" + node, death::complete);
            network = new PeerNetwork(node, loop, bound -> bound / 2);
            network.onFrame(received::add);
        }

        Server listen(int port) throws IOException {
            return NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .directExecutor()
                    .addService(network.service())
                    .build()
                    .start();
        }

        void dial(NodeId peer, ManagedChannel channel) {
            loop.execute(() -> {
                network.start(_ -> channel);
                network.peers(new TreeMap<>(Map.of(peer, "there")));
            });
        }

        void send(NodeId to, Word word) {
            loop.execute(
                    () -> network.send(to, new Frame(origin(node), Optional.empty(), 0, word)));
        }

        /// Repeats a frame until the other side has one: frames may be lost while streams come up.
        Frame sendUntilReceived(Side to, Word word) throws InterruptedException {
            Frame frame = null;
            while (frame == null) {
                send(to.node, word);
                frame = to.received.poll(50, TimeUnit.MILLISECONDS);
            }
            return frame;
        }

        void close() {
            loop.execute(network::close);
            loop.close();
        }
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        assertTrue(!death.isDone(), () -> "a loop died: " + death.join());
    }

    @Test
    void framesOfAllSizesGoBothWaysInOrder() throws Exception {
        Server server = one.listen(0);
        two.dial(ONE, channel(server.getPort()));
        two.sendUntilReceived(one, new Word.Ping(1, false));
        one.sendUntilReceived(two, new Word.Ping(1, false));
        one.received.clear();
        two.received.clear();
        for (int bytes : new int[] {1, 1000, 3 << 20, Entry.MAX_BYTES, 10}) {
            two.send(ONE, letter(bytes));
            one.send(TWO, letter(bytes));
        }
        for (int bytes : new int[] {1, 1000, 3 << 20, Entry.MAX_BYTES, 10}) {
            assertEquals(letter(bytes), nextLetter(one));
            assertEquals(letter(bytes), nextLetter(two));
        }
        server.shutdownNow().awaitTermination();
    }

    /// What an acceptor may have to report at most must reach the candidate: a transport that takes
    /// less would close the stream of every such promise, and the election would never end.
    @Test
    void theLongestPromiseGoesThrough() throws Exception {
        Server server = one.listen(0);
        two.dial(ONE, channel(server.getPort()));
        two.sendUntilReceived(one, new Word.Ping(1, false));
        one.received.clear();
        Word promise = longestPromise();
        two.send(ONE, promise);
        assertEquals(promise, nextLetter(one));
        server.shutdownNow().awaitTermination();
    }

    /// As many entries and bytes as the settings allow, with the largest numbers.
    private static Word longestPromise() {
        long far = 1L << 60;
        int entries = PaxosSettings.MAX_PROMISE_ENTRIES;
        byte[] share = new byte[PaxosSettings.MAX_PROMISE_BYTES / entries];
        List<AcceptedEntry> accepted = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            accepted.add(
                    new AcceptedEntry(
                            new Slot(far + i), new Ballot(far, far), new Entry.Commands(share)));
        }
        Message promise =
                new Message.Promise(
                        new Ballot(far, far),
                        new Slot(far),
                        new Slot(far),
                        accepted,
                        new Timestamp(far),
                        new Timestamp(far));
        return new Word.Letters(
                List.of(new Envelope(new GroupId(1), new ReplicaId(1), new ReplicaId(2), promise)));
    }

    @Test
    void aBrokenStreamIsDialledAgain() throws Exception {
        Server first = one.listen(0);
        int port = first.getPort();
        two.dial(ONE, channel(port));
        two.sendUntilReceived(one, new Word.Ping(1, false));
        first.shutdownNow().awaitTermination();
        Server second = one.listen(port);
        one.received.clear();
        two.sendUntilReceived(one, new Word.Ping(1, false));
        one.sendUntilReceived(two, new Word.Ping(1, false));
        second.shutdownNow().awaitTermination();
    }

    @Test
    void aPeerThatBreaksTheProtocolLosesItsStreamAndNothingElseHappens() throws Exception {
        Server server = one.listen(0);
        ManagedChannel channel = channel(server.getPort());
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        StreamObserver<PeerFrame> out =
                PeerServiceGrpc.newStub(channel)
                        .exchange(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(PeerFrame value) {}

                                    @Override
                                    public void onError(Throwable t) {
                                        refused.complete(t);
                                    }

                                    @Override
                                    public void onCompleted() {
                                        refused.complete(new AssertionError("closed politely"));
                                    }
                                });
        out.onNext(PeerFrame.getDefaultInstance());
        String message = String.valueOf(refused.get(10, TimeUnit.SECONDS).getMessage());
        assertTrue(message.contains("must begin with a greeting"), message);
        channel.shutdownNow();
        two.dial(ONE, channel(server.getPort()));
        two.sendUntilReceived(one, new Word.Ping(1, false));
        server.shutdownNow().awaitTermination();
    }

    private static Word nextLetter(Side side) throws InterruptedException {
        Frame frame = side.received.poll(20, TimeUnit.SECONDS);
        while (frame != null && frame.word() instanceof Word.Ping) {
            frame = side.received.poll(20, TimeUnit.SECONDS);
        }
        return frame == null ? new Word.Ping(1, false) : frame.word();
    }

    private static Word letter(int bytes) {
        Message accept =
                new Message.Accept(
                        new Ballot(1, 1),
                        Slot.FIRST,
                        List.of(new Entry.Commands(new byte[bytes])),
                        new Beat(Slot.ZERO, Timestamp.MIN, Slot.FIRST));
        GroupId group = new GroupId(1);
        return new Word.Letters(
                List.of(new Envelope(group, new ReplicaId(1), new ReplicaId(2), accept)));
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .directExecutor()
                .usePlaintext()
                .disableRetry()
                .build();
    }

    private static Origin origin(NodeId node) {
        return new Origin(node, Optional.of(new UUID(1, 2)), new UUID(3, node.value()), 1, "test");
    }
}
