package dev.isochron.client;

import static dev.isochron.protocol.schema.ColumnType.Scalar.INT64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.error.TransactionRef;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.Priority;
import dev.isochron.client.txn.ReadMode;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.schema.ColumnType.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every piece of code of `docs/client.md` stands here, too, and runs.
class GuideTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static Path inTree(String file) {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("docs/client.md"))) {
            here = here.getParent();
        }
        return (here == null ? Path.of("") : here).resolve(file);
    }

    @Test
    void theGuideSaysWhatRunsHere() throws IOException {
        String own =
                Files.readString(inTree("client/src/test/java/dev/isochron/client/GuideTest.java"));
        Matcher blocks = BLOCK.matcher(Files.readString(inTree("docs/client.md")));
        int count = 0;
        while (blocks.find()) {
            count++;
            String block = blocks.group(1);
            assertTrue(bare(own).contains(bare(block)), "not in this test:\n" + block);
        }
        assertTrue(count > 5, "the guide has lost its code");
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void declare(Isochron db) {
        db.createTable(
                "account",
                t ->
                        t.required("id", INT64)
                                .required("balance", INT64)
                                .nullable("owner", Text.UNLIMITED)
                                .key("id"));
        db.run(tx -> {
            tx.insert(tx.row("account").with("id", 1).with("balance", 100).with("owner", "Ada"));
            tx.insert(tx.row("account").with("id", 2).with("balance", 0));
        });
    }

    private static void transfer(Isochron db) {
        Receipt receipt =
                db.run(tx -> {
                    Row from = tx.forUpdate().get("account", 1).orElseThrow();
                    Row to = tx.forUpdate().get("account", 2).orElseThrow();
                    if (from.number("balance") < 30) {
                        throw new IllegalStateException("not enough");
                    }
                    tx.put(from.with("balance", from.number("balance") - 30));
                    tx.put(to.with("balance", to.number("balance") + 30));
                });
        assertEquals(1, receipt.statistics().attempts());
    }

    @Test
    void tablesAndTransfers() {
        try (Isochron db = Bank.bare(1)) {
            declare(db);
            transfer(db);
            assertEquals(70, db.get("account", 1).orElseThrow().number("balance"));
        }
    }

    @Test
    void options() {
        try (Isochron db = Bank.bare(1)) {
            declare(db);
            TransactionOptions patient =
                    TransactionOptions.tagged("nightly report")
                            .withDeadline(Duration.ofMinutes(5))
                            .withMode(ReadMode.OPTIMISTIC)
                            .withPriority(Priority.LOW);
            Committed<Long> total =
                    db.transact(
                            patient,
                            tx ->
                                    tx.scan(Scan.of("account"))
                                            .mapToLong(row -> row.number("balance"))
                                            .sum());
            assertEquals(100, total.value());
        }
    }

    @Test
    void snapshots() {
        try (Isochron db = Bank.bare(1)) {
            declare(db);
            Snapshot snapshot = db.snapshot();
            long total =
                    snapshot.scan(Scan.of("account")).mapToLong(r -> r.number("balance")).sum();
            Optional<Row> first = snapshot.get("account", 1);

            assertEquals(100, total);
            assertTrue(first.isPresent());

            Receipt receipt = db.run(tx -> tx.delete("account", 2));
            String token = receipt.token().toText();
            Snapshot fresh = db.snapshot(Freshness.atLeast(token));
            assertFalse(fresh.get("account", 2).isPresent());

            Snapshot cheap = db.snapshot(Freshness.within(Duration.ofSeconds(10)));
            assertEquals(List.of(), cheap.scan(Scan.of("account").after(1).limit(100)).toList());
        }
    }

    private static boolean pay(Isochron db) {
        try {
            transfer(db);
            return true;
        } catch (OutcomeUnknownException e) {
            TransactionRef transaction = e.transaction();
            return db.outcome(transaction) instanceof Outcome.Committed;
        }
    }

    @Test
    void outcomesAndKeys() {
        try (Isochron db = Bank.bare(1)) {
            declare(db);
            assertTrue(pay(db));
            RequestKey key = db.requestKey("order-4711");
            Once<Long> once =
                    db.transactOnce(
                            key,
                            tx -> {
                                tx.patch(
                                        tx.row("account").with("id", 1).with("balance", 5),
                                        "balance");
                                return 5L;
                            });
            assertFalse(once.isRepeated());
        }
    }

    @Test
    void promises() {
        try (Isochron db = Bank.bare(1)) {
            declare(db);
            CompletableFuture<Committed<Optional<Row>>> promise =
                    db.transactAsync(tx -> tx.get("account", 1));
            assertFalse(promise.isCancelled());
        }
    }
}
