package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Freshness;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Text;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Whatever clients do wrong is refused by name on a real cluster, and disturbs nobody else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    /// What a connection of HTTP/2 begins with.
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private ThreeNodes nodes;
    private Isochron db;

    @BeforeAll
    void start(@TempDir Path data) {
        nodes = new ThreeNodes(data, List.of(ThreeNodes.FOUR_AND_FIVE));
        db = Isochron.connect(nodes.addresses());
        db.createTable(
                "account",
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required("balance", ColumnType.Scalar.INT64)
                                .key("id"));
        db.createTable(
                "page",
                t ->
                        t.required("name", Text.UNLIMITED)
                                .required("body", ColumnType.Scalar.BYTES)
                                .key("name"));
        db.run(tx -> {
            for (long id = 1; id <= 8; id++) {
                tx.insert(tx.row("account").with("id", id).with("balance", 100L));
            }
        });
    }

    @AfterAll
    void stop() {
        db.close();
        nodes.close();
    }

    private void assertRefused(Class<? extends Failure> kind, Executable call) {
        BadInputException refused = assertThrows(BadInputException.class, call);
        assertInstanceOf(kind, refused.failure(), refused::getMessage);
        assertServes();
    }

    /// Both shards answer as if nothing had been.
    private void assertServes() {
        assertTrue(db.get("account", 1L).isPresent());
        assertTrue(db.get("account", 8L).isPresent());
    }

    @Test
    void keysAndRowsAndTransactionsOverTheirLimits() {
        byte[] large = new byte[(1 << 20) + 1];
        byte[] fits = new byte[1 << 19];
        assertRefused(
                BadInput.LongKey.class,
                () -> db.run(tx -> tx.put(page("x".repeat(600)).with("body", fits))));
        assertRefused(
                BadInput.LargeRow.class,
                () -> db.run(tx -> tx.put(page("large").with("body", large))));
        assertRefused(
                BadInput.LargeTransaction.class,
                () ->
                        db.run(tx -> {
                            for (int i = 0; i < 1_000; i++) {
                                tx.put(page("page " + i).with("body", fits));
                            }
                        }));
        assertTrue(db.get("page", "page 0").isEmpty());
    }

    private Row page(String name) {
        return db.row("page").with("name", name);
    }

    @Test
    void timesThatHaveNotComeOrAreForgotten() {
        long now = System.currentTimeMillis() * 1_000_000L;
        Timestamp tomorrow = new Timestamp(now).plusNanos(Duration.ofDays(1).toNanos());
        assertRefused(
                BadInput.FutureTimestamp.class,
                () -> db.snapshot(Freshness.at(tomorrow)).get("account", 1L));
        assertRefused(
                BadInput.FutureTimestamp.class,
                () -> db.snapshot(Freshness.at(Timestamp.MAX)).get("account", 1L));
        assertRefused(
                BadInput.SnapshotTooOld.class,
                () -> db.snapshot(Freshness.ago(Duration.ofDays(1))).get("account", 1L));
    }

    @Test
    void namesAndTypes() {
        assertRefused(BadInput.UnknownTable.class, () -> db.get("accuont", 1L));
        assertRefused(BadInput.UnknownColumn.class, () -> db.row("account").with("balnce", 1L));
        assertRefused(BadInput.WrongType.class, () -> db.row("account").with("balance", "much"));
        assertRefused(BadInput.WrongType.class, () -> db.get("account", "one"));
    }

    @Test
    void nobodyThere() {
        ClientSettings settings =
                ClientSettings.of("127.0.0.1:1").withConnectTimeout(Duration.ofMillis(500));
        UnavailableException gone =
                assertThrows(UnavailableException.class, () -> Isochron.connect(settings));
        assertInstanceOf(Unavailable.Unreachable.class, gone.failure());
    }

    /// Connections that say half of something, or nonsense, and stay.
    @Test
    void requestsThatAreHalfWritten() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (InetSocketAddress node : nodes.sockets()) {
                for (byte[] bytes : halfWritten()) {
                    Socket socket = new Socket(node.getAddress(), node.getPort());
                    open.add(socket);
                    OutputStream out = socket.getOutputStream();
                    out.write(bytes);
                    out.flush();
                }
            }
            assertServes();
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        assertServes();
    }

    private static List<byte[]> halfWritten() {
        byte[] preface = PREFACE.getBytes(StandardCharsets.US_ASCII);
        byte[] headers = {0, 0, 40, 1, 4, 0, 0, 0, 1, (byte) 0x83};
        byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        return List.of(
                new byte[0],
                "PRI * HT".getBytes(StandardCharsets.US_ASCII),
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                joined(preface, headers),
                joined(preface, settings, headers));
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /// A client that does nothing in the middle of a transaction loses its locks; another gets the
    /// row. Its commit is undone, and its work runs again, on what is there now.
    @Test
    void aClientThatStallsInMidTransaction() {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TransactionOptions restless =
                TransactionOptions.tagged("stalls").withIdleLimit(Duration.ofMillis(300));
        CompletableFuture<Receipt> stalled =
                CompletableFuture.supplyAsync(() ->
                        db.run(
                                restless,
                                tx -> {
                                    Row row = tx.forUpdate().get("account", 5L).orElseThrow();
                                    holds.countDown();
                                    await(goOn);
                                    tx.put(row.with("balance", row.number("balance") + 1));
                                }));
        await(holds);
        db.run(tx -> {
            Row row = tx.forUpdate().get("account", 5L).orElseThrow();
            tx.put(row.with("balance", row.number("balance") + 10));
        });
        goOn.countDown();

        assertEquals(2, stalled.join().statistics().attempts());
        assertEquals(111, db.get("account", 5L).orElseThrow().number("balance"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
