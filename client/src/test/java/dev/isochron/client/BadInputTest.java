package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.TransactionRef;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.client.fake.FakeCluster;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Each mistake has its own answer, and disturbs nothing else.
class BadInputTest {

    private final Bank bank = Bank.open(1);
    private final Isochron db = bank.db;

    private void assertRefused(Class<? extends Failure> kind, Executable call) {
        BadInputException refused = assertThrows(BadInputException.class, call);
        assertInstanceOf(kind, refused.failure());
        assertEquals(Bank.ACCOUNTS * Bank.OPENING, bank.total());
    }

    @Test
    void namesThatAreNotThere() {
        assertRefused(BadInput.UnknownTable.class, () -> db.get("accuont", 1));
        assertRefused(BadInput.UnknownTable.class, () -> db.get("", 1));
        assertRefused(BadInput.UnknownColumn.class, () -> db.row("account").with("balnce", 1));
        assertRefused(
                BadInput.UnknownColumn.class,
                () -> db.run(tx -> tx.columns("balnce").get("account", 1)));
    }

    @Test
    void writesToATableWithIndexes() {
        assertRefused(
                BadInput.IndexedTable.class, () -> db.run(tx -> tx.delete("isochron.tables", 32)));
        BadInput.IndexedTable refused = new BadInput.IndexedTable("account");
        assertEquals("0A000", refused.sqlState().code());
    }

    @Test
    void valuesThatDoNotFit() {
        assertRefused(BadInput.WrongType.class, () -> db.row("account").with("balance", "much"));
        assertRefused(
                BadInput.WrongType.class,
                () -> db.row("account").with("balance", new BigDecimal("0.5")));
        assertRefused(BadInput.WrongType.class, () -> db.get("account", "one"));
        assertRefused(BadInput.WrongType.class, () -> db.get("account", 1, 2));
        assertRefused(
                BadInput.WrongType.class, () -> db.get("account", 1).orElseThrow().text("id"));
        assertRefused(
                BadInput.MissingValue.class,
                () -> db.run(tx -> tx.insert(tx.row("account").with("id", 50))));
    }

    @Test
    void allValuesAtOnceAreAsManyAsThereAreColumns() {
        Row all = db.row("account").withAll(List.of(7, 70, "Ada"));
        assertEquals("Ada", all.text("owner"));
        assertEquals(70, all.number("balance"));
        assertRefused(BadInput.WrongType.class, () -> db.row("account").withAll(List.of(7)));
        assertRefused(
                BadInput.WrongType.class, () -> db.row("account").withAll(List.of("a", 70, "Ada")));
    }

    @Test
    void whatIsTooLongOrTooLarge() {
        db.createTable(
                "page",
                t ->
                        t.required("path", ColumnType.Text.UNLIMITED)
                                .nullable("body", Scalar.BYTES)
                                .key("path"));
        BadInputException longKey =
                assertThrows(BadInputException.class, () -> db.get("page", "x".repeat(600)));
        assertInstanceOf(BadInput.LongKey.class, longKey.failure());
        Bank.assertSays(longKey, "path");
        byte[] large = new byte[2 << 20];
        assertRefused(
                BadInput.LargeRow.class,
                () -> db.run(tx -> tx.put(tx.row("page").with("path", "a").with("body", large))));
        byte[] half = new byte[512 << 10];
        assertRefused(
                BadInput.LargeTransaction.class,
                () ->
                        db.run(tx -> {
                            for (int i = 0; i < 20; i++) {
                                tx.put(tx.row("page").with("path", "a" + i).with("body", half));
                            }
                        }));
    }

    @Test
    void aTableOfTheSameName() {
        assertRefused(
                BadInput.DuplicateRow.class,
                () -> db.createTable("account", t -> t.required("id", Scalar.INT64).key("id")));
    }

    @Test
    void tablesGetNumbersOfTheirOwn() {
        var a = db.createTable("a", t -> t.required("id", Scalar.INT64).key("id"));
        var b =
                db.createTable(
                        "b",
                        t ->
                                t.required("id", Scalar.INT64)
                                        .required("n", Scalar.INT32)
                                        .key("id", "n")
                                        .under(a));
        assertEquals(a.id().value() + 1, b.id().value());
        db.run(tx -> {
            tx.insert(tx.row("a").with("id", 1));
            tx.insert(tx.row("b").with("id", 1).with("n", 1));
            tx.insert(tx.row("b").with("id", 1).with("n", 2));
            tx.insert(tx.row("a").with("id", 2));
        });
        assertEquals(2, db.snapshot().scan(Scan.of("a")).count());
        assertEquals(2, db.snapshot().scan(Scan.of("b").prefix(1)).count());
        assertEquals(1, db.snapshot().scan(Scan.of("b").reverse().limit(1)).count());
    }

    @Test
    void aClosedClient() {
        db.close();
        for (Executable call :
                List.<Executable>of(
                        () -> db.run(tx -> tx.delete("account", 1)),
                        () -> db.snapshot(),
                        () -> db.table("account"))) {
            UnavailableException closed = assertThrows(UnavailableException.class, call);
            assertInstanceOf(Unavailable.ClientClosed.class, closed.failure());
        }
    }

    @Test
    void aClusterThatIsNotThereIsNamedByItsAddresses() {
        FakeCluster cluster = new FakeCluster(1, List.of());
        cluster.stop("n1:1");
        cluster.stop("n2:1");
        ClientSettings settings = ClientSettings.of("n1:1, n2:1");
        UnavailableException gone =
                assertThrows(
                        UnavailableException.class, () -> Isochron.over(cluster.ports(), settings));
        assertInstanceOf(Unavailable.Unreachable.class, gone.failure());
        Bank.assertSays(gone, "n1:1");
        Bank.assertSays(gone, "n2:1");
        assertThrows(IllegalArgumentException.class, () -> ClientSettings.of("localhost"));
    }

    @Test
    void aClusterThatGoesAwayIsNamedByItsAddresses() {
        List.of("n1:1", "n2:1", "n3:1").forEach(bank.cluster::stop);
        UnavailableException gone =
                assertThrows(UnavailableException.class, () -> db.get("account", 1));
        assertInstanceOf(Unavailable.Unreachable.class, gone.failure());
        Bank.assertSays(gone, "n1:1");
    }

    @Test
    void referencesAreReadAsTheyWereWrittenAndNothingElseIs() {
        TransactionRef ref =
                new TransactionRef(new TxnId(new Timestamp(5), 6, 7), Key.of((byte) 1, (byte) 2));
        assertEquals(ref, TransactionRef.parse(ref.toString()));
        for (String text :
                List.of("", "x", "x1.2@00", "x1.2.3", "x1.2.3@0g", "1.2.3@00", "x-1.2.3@00")) {
            assertThrows(IllegalArgumentException.class, () -> TransactionRef.parse(text), text);
        }
    }

    @Test
    void deadlinesLieAhead() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        db.run(
                                TransactionOptions.DEFAULT.withDeadline(Duration.ZERO),
                                tx -> tx.delete("account", 1)));
    }
}
