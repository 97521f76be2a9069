package dev.isochron.client.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Committed;
import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.fake.FakeCluster;
import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Ports;
import dev.isochron.client.port.Transport;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import io.grpc.InsecureChannelCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrpcTransportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FakeCluster cluster = new FakeCluster(1, List.of());
    private final TreeMap<String, FakeNode> nodes = new TreeMap<>();
    private final GrpcTransport transport = new GrpcTransport(InsecureChannelCredentials.create());

    @BeforeEach
    void start() throws IOException {
        for (String name : List.of("n1:1", "n2:1", "n3:1")) {
            nodes.put(name, new FakeNode(name, cluster));
        }
    }

    @AfterEach
    void stop() {
        transport.close();
        nodes.values().forEach(FakeNode::close);
    }

    private String address(String name) {
        FakeNode node = nodes.get(name);
        return node == null ? name : node.address();
    }

    /// The real transport, but for the names that the fake cluster gives its nodes.
    private final class Renamed implements Transport {
        @Override
        public CompletableFuture<Delivery> send(String to, Request request, Duration timeout) {
            return transport.send(address(to), request, timeout);
        }

        @Override
        public CompletableFuture<MapDelivery> shardMap(String to, Duration timeout) {
            return transport.shardMap(address(to), timeout);
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    private Isochron connect() {
        return Isochron.over(
                new Ports(new Renamed(), new ThreadSessions(), System::nanoTime),
                ClientSettings.of("n1:1,n2:1,n3:1"));
    }

    private static Request ask() {
        return new Request.AskOutcome(
                new Route(new ShardId(1), Generation.FIRST),
                Key.MIN,
                new TxnId(new Timestamp(1), 1, 1));
    }

    private static Delivery kept(CompletableFuture<Delivery> promise) throws Exception {
        return promise.get(10, TimeUnit.SECONDS);
    }

    /// The first connection of a process takes its time.
    private void connected(String node) throws Exception {
        assertInstanceOf(
                Delivery.Answered.class,
                kept(transport.send(address(node), ask(), Duration.ofSeconds(9))));
    }

    @Test
    void transactionsOfManyThreadsGoOverRealStreams() throws Exception {
        try (Isochron db = connect()) {
            db.createTable(
                    "counter",
                    t -> t.required("id", Scalar.INT64).required("n", Scalar.INT64).key("id"));
            db.run(tx -> tx.insert(tx.row("counter").with("id", 1).with("n", 0)));
            List<CompletableFuture<Committed<Long>>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(
                        db.transactAsync(tx -> {
                            Row row = tx.forUpdate().get("counter", 1).orElseThrow();
                            tx.put(row.with("n", row.number("n") + 1));
                            return row.number("n");
                        }));
            }
            for (CompletableFuture<Committed<Long>> one : all) {
                assertTrue(one.get(30, TimeUnit.SECONDS).value() >= 0);
            }
            assertEquals(100, db.get("counter", 1).orElseThrow().number("n"));
            assertEquals(1, db.snapshot().scan(Scan.of("counter")).count());
        }
    }

    @Test
    void anAnswerComesWithTheNodesTime() throws Exception {
        Delivery delivery = kept(transport.send(address("n1:1"), ask(), PATIENCE));
        Delivery.Answered answered = assertInstanceOf(Delivery.Answered.class, delivery);
        assertInstanceOf(Reply.Told.class, answered.reply());
        assertTrue(answered.now().isAfter(Timestamp.MIN));
    }

    @Test
    void whereNobodyListensNothingIsSent() throws Exception {
        FakeNode gone = new FakeNode("n1:1", cluster);
        String address = gone.address();
        gone.close();
        assertInstanceOf(Delivery.NotSent.class, kept(transport.send(address, ask(), PATIENCE)));
        assertInstanceOf(
                MapDelivery.Failed.class,
                transport.shardMap(address, PATIENCE).get(10, TimeUnit.SECONDS));
    }

    @Test
    void whoDoesNotAnswerInTimeMayHaveDoneIt() throws Exception {
        connected("n1:1");
        nodes.firstEntry().getValue().fallSilent();
        assertInstanceOf(
                Delivery.Lost.class,
                kept(transport.send(address("n1:1"), ask(), Duration.ofMillis(100))));
    }

    @Test
    void aStreamThatBreaksLosesWhatItHadAndTheNextIsAnother() throws Exception {
        connected("n1:1");
        nodes.firstEntry().getValue().fallSilent();
        CompletableFuture<Delivery> promise =
                transport.send(address("n1:1"), ask(), Duration.ofSeconds(30));
        connected("n2:1");
        nodes.firstEntry().getValue().close();
        assertInstanceOf(Delivery.Lost.class, kept(promise));
        assertInstanceOf(
                Delivery.Answered.class, kept(transport.send(address("n2:1"), ask(), PATIENCE)));
    }

    @Test
    void aClosedTransportSendsNothing() throws Exception {
        transport.close();
        assertInstanceOf(
                Delivery.NotSent.class, kept(transport.send(address("n1:1"), ask(), PATIENCE)));
    }

    @Test
    void aNodeThatWasAwayForLongIsDialledSoonAgain() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + deaf.getLocalPort();
            AtomicInteger dialled = new AtomicInteger();
            Thread.ofVirtual().start(() -> hangUp(deaf, dialled));
            long untilNanos = System.nanoTime() + Duration.ofSeconds(9).toNanos();
            while (dialled.get() < 7 && System.nanoTime() - untilNanos < 0) {
                var _ = transport.send(address, ask(), Duration.ofMillis(50)).join();
            }
            assertTrue(dialled.get() >= 7, () -> "dialled only " + dialled + " times");
        }
    }

    /// Connections that stand and break at once, as those to a machine that is starting do.
    private static void hangUp(ServerSocket at, AtomicInteger dialled) {
        while (!at.isClosed()) {
            try {
                at.accept().close();
                dialled.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
