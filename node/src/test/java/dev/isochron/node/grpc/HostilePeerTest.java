package dev.isochron.node.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.shell.LoopThread;
import dev.isochron.node.wire.FrameWriter;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.peer.Fragment;
import dev.isochron.protocol.peer.Greeting;
import dev.isochron.protocol.peer.Hello;
import dev.isochron.protocol.peer.Letter;
import dev.isochron.protocol.peer.Letters;
import dev.isochron.protocol.peer.PeerFrame;
import dev.isochron.protocol.peer.PeerServiceGrpc;
import dev.isochron.protocol.peer.Ping;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// Whatever comes in at the port: the stream that broke the rules is told why and closed, nothing
/// of it reaches the node, and the next peer is served as if nothing had been.
@Timeout(120)
class HostilePeerTest {
    private static final NodeId SELF = new NodeId(1);
    private static final NodeId PEER = new NodeId(2);

    /// The honest peer has another life: what it says twice may arrive late.
    private static final UUID HOSTILE = new UUID(1, 2);

    private static final UUID HONEST = new UUID(3, 4);

    private static final String POLITELY = "closed politely";

    private final CompletableFuture<Throwable> death = new CompletableFuture<>();
    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
    private final LoopThread loop = new LoopThread("loop-hostile", death::complete);
    private final PeerNetwork network = new PeerNetwork(SELF, loop, bound -> bound / 2);
    private Optional<Server> server = Optional.empty();

    @BeforeEach
    void listen() throws IOException {
        network.onFrame(received::add);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server =
                Optional.of(
                        NettyServerBuilder.forAddress(anyPort)
                                .bossEventLoopGroup(loop.group())
                                .workerEventLoopGroup(loop.group())
                                .channelType(loop.sockets().listening())
                                .directExecutor()
                                .addService(network.service())
                                .build()
                                .start());
    }

    @AfterEach
    void close() throws InterruptedException {
        loop.execute(network::close);
        server.orElseThrow().shutdownNow().awaitTermination();
        loop.close();
        assertTrue(!death.isDone(), () -> "the loop died: " + death.join());
    }

    /// What is sent, and what the sender is told.
    private record Offence(String name, List<PeerFrame> frames, String told) {}

    private static List<Offence> offences() {
        PeerFrame ping = PeerFrame.newBuilder().setPing(Ping.getDefaultInstance()).build();
        ByteString nineBytes = ByteString.copyFrom(new byte[9]);
        return List.of(
                new Offence("no greeting", List.of(ping), "must begin with a greeting"),
                new Offence(
                        "another protocol",
                        List.of(greeting(g -> g.setProtocol(99))),
                        "speaks protocol 99"),
                new Offence(
                        "meant for somebody else",
                        List.of(greeting(g -> g.setReceiver(7))),
                        "a greeting for node n7"),
                new Offence(
                        "calls itself as we do",
                        List.of(greeting(g -> g.setNode(1))),
                        "a peer calls itself n1"),
                new Offence("node 0", List.of(greeting(g -> g.setNode(0))), "node 0"),
                new Offence(
                        "changes its name",
                        List.of(greeting(_ -> {}), greeting(g -> g.setNode(3))),
                        "now calls itself n3"),
                new Offence(
                        "an id of nine bytes",
                        List.of(greeting(g -> g.setIncarnation(nineBytes))),
                        "an id of 9 bytes"),
                new Offence(
                        "a clock domain of a page",
                        List.of(greeting(g -> g.setClockDomain("x".repeat(4000)))),
                        "a clock domain is too long"),
                new Offence(
                        "a frame without a word",
                        List.of(greeting(_ -> {}), PeerFrame.getDefaultInstance()),
                        "without a known word"),
                new Offence(
                        "a plan of a book",
                        List.of(greeting(_ -> {}), hello("x".repeat(1 << 20))),
                        "a plan is too long"),
                new Offence(
                        "a letter of group 0",
                        List.of(greeting(_ -> {}), letter(Letter.newBuilder())),
                        "group"),
                new Offence(
                        "pieces that do not fit",
                        List.of(greeting(_ -> {}), piece(ByteString.copyFrom(noise(500)), true)),
                        "the pieces of a frame do not fit"),
                new Offence("pieces without end", endlessPieces(), "a frame of more than"));
    }

    @TestFactory
    Stream<DynamicTest> whoBreaksTheRulesIsToldWhyAndLosesItsStream() {
        return offences().stream()
                .map(offence -> DynamicTest.dynamicTest(offence.name(), () -> refuses(offence)));
    }

    private void refuses(Offence offence) throws Exception {
        received.clear();
        String told = tell(offence.frames());
        assertTrue(told.contains(offence.told()), told);
        assertNothingReached();
        honestPeerIsServed();
    }

    private void assertNothingReached() {
        boolean reached =
                received.stream().anyMatch(one -> one.origin().incarnation().equals(HOSTILE));
        assertFalse(reached, "nothing of it reached the node");
    }

    /// Longer than gRPC lets through: refused before it is held in memory, by its length. What the
    /// sender hears of it is left open: it still writes when its stream, or the connection below
    /// it, is ended, and may see that end as an I/O error of its own.
    @Test
    void aMessageThatIsTooLongIsNotRead() throws Exception {
        String told = tell(List.of(greeting(_ -> {}), hello("x".repeat(5 << 20))));
        assertNotEquals(POLITELY, told);
        assertNothingReached();
        honestPeerIsServed();
        assertNothingReached();
    }

    @TestFactory
    Stream<DynamicTest> bytesThatAreNoProtocolOfOursEndTheirConnection() {
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] hugeFrame = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0, 0, 1};
        byte[] tls = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        return Stream.of(
                        Map.entry(
                                "a browser",
                                "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
                                        .getBytes(StandardCharsets.UTF_8)),
                        Map.entry("a TLS hello", concat(tls, noise(500))),
                        Map.entry("noise", noise(10_000)),
                        Map.entry("a frame of 16 MiB", concat(preface, hugeFrame)),
                        Map.entry("noise behind the preface", concat(preface, noise(10_000))))
                .map(c -> DynamicTest.dynamicTest(c.getKey(), () -> endsConnection(c.getValue())));
    }

    private void endsConnection(byte[] bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            drain(socket);
        }
        honestPeerIsServed();
    }

    /// Until the other side ends it; a reset is an end as well.
    private static void drain(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what it says before it goes does not matter
            }
        } catch (java.net.SocketTimeoutException open) {
            throw new AssertionError("the connection stays open", open);
        } catch (IOException reset) {
            // that is how many such connections end
        }
    }

    @Test
    void aPeerThatGoesInTheMiddleOfAFrameLeavesNothingBehind() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM".getBytes(StandardCharsets.US_ASCII));
        }
        honestPeerIsServed();
    }

    // -- peers -------------------------------------------------------------------------------

    private int port() {
        return server.orElseThrow().getPort();
    }

    /// Says all of it and returns what the end of the stream said.
    private String tell(List<PeerFrame> frames) throws Exception {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port())
                        .directExecutor()
                        .usePlaintext()
                        .disableRetry()
                        .build();
        CompletableFuture<String> end = new CompletableFuture<>();
        StreamObserver<PeerFrame> out = PeerServiceGrpc.newStub(channel).exchange(new Ending(end));
        for (PeerFrame frame : frames) {
            out.onNext(frame);
        }
        try {
            return end.get(20, TimeUnit.SECONDS);
        } finally {
            channel.shutdownNow();
        }
    }

    private record Ending(CompletableFuture<String> end) implements StreamObserver<PeerFrame> {
        @Override
        public void onNext(PeerFrame value) {}

        @Override
        public void onError(Throwable t) {
            end.complete(String.valueOf(t.getMessage()));
        }

        @Override
        public void onCompleted() {
            end.complete(POLITELY);
        }
    }

    private void honestPeerIsServed() throws Exception {
        CompletableFuture<Throwable> itsDeath = new CompletableFuture<>();
        LoopThread itsLoop = new LoopThread("loop-honest", itsDeath::complete);
        PeerNetwork honest = new PeerNetwork(PEER, itsLoop, bound -> bound / 2);
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port())
                        .directExecutor()
                        .usePlaintext()
                        .disableRetry()
                        .build();
        itsLoop.execute(() -> {
            honest.start(_ -> channel);
            honest.peers(new TreeMap<>(Map.of(SELF, "there")));
        });
        Origin origin = new Origin(PEER, Optional.empty(), HONEST, 1, "test");
        Frame ping = new Frame(origin, Optional.empty(), 0, new Word.Ping(1, false));
        Optional<Frame> heard = Optional.empty();
        while (heard.isEmpty()) {
            itsLoop.execute(() -> honest.send(SELF, ping));
            heard = Optional.ofNullable(received.poll(50, TimeUnit.MILLISECONDS));
        }
        assertEquals(PEER, heard.get().origin().node());
        itsLoop.execute(honest::close);
        itsLoop.close();
    }

    // -- what they say -----------------------------------------------------------------------

    private interface Change {
        void to(Greeting.Builder greeting);
    }

    private static PeerFrame greeting(Change change) {
        Origin origin = new Origin(PEER, Optional.empty(), HOSTILE, 1, "test");
        Greeting.Builder greeting = FrameWriter.greeting(origin, SELF).getGreeting().toBuilder();
        change.to(greeting);
        return PeerFrame.newBuilder().setGreeting(greeting).build();
    }

    private static PeerFrame hello(String plan) {
        return PeerFrame.newBuilder().setHello(Hello.newBuilder().setPlan(plan)).build();
    }

    private static PeerFrame letter(Letter.Builder letter) {
        return PeerFrame.newBuilder().setLetters(Letters.newBuilder().addLetters(letter)).build();
    }

    private static PeerFrame piece(ByteString bytes, boolean last) {
        return PeerFrame.newBuilder()
                .setFragment(Fragment.newBuilder().setPiece(bytes).setLast(last))
                .build();
    }

    private static List<PeerFrame> endlessPieces() {
        ByteString part = ByteString.copyFrom(new byte[Fragments.PIECE_BYTES]);
        List<PeerFrame> frames = new ArrayList<>();
        frames.add(greeting(_ -> {}));
        int enough = Fragments.MAX_FRAME_BYTES / Fragments.PIECE_BYTES + 2;
        frames.addAll(Collections.nCopies(enough, piece(part, false)));
        return frames;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
