package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.Receipt;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Request;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private final Bank bank = Bank.open(1);
    private final Isochron db = bank.db;

    private static List<Long> ids(Snapshot snapshot, Scan scan) {
        return snapshot.scan(scan).map(row -> row.number("id")).toList();
    }

    private static List<Long> range(long from, long until) {
        return LongStream.range(from, until).boxed().toList();
    }

    @Test
    void allStatementsShowOneMomentWhateverCommitsBetween() {
        Snapshot snapshot = db.snapshot();
        assertEquals(100, snapshot.get("account", 1).orElseThrow().number("balance"));
        Timestamp moment = snapshot.timestamp().orElseThrow();
        db.run(tx -> Bank.transfer(tx, 1, 21, 50));
        assertEquals(100, snapshot.get("account", 21).orElseThrow().number("balance"));
        long total = snapshot.scan(Scan.of("account")).mapToLong(r -> r.number("balance")).sum();
        assertEquals(Bank.ACCOUNTS * Bank.OPENING, total);
        assertEquals(moment, snapshot.timestamp().orElseThrow());
        assertEquals(50, bank.balance(1));
    }

    @Test
    void manyKeysAreOneRequestToEachShard() {
        db.table("account");
        bank.cluster.received().clear();
        List<Optional<Row>> rows =
                db.snapshot()
                        .rows(
                                "account",
                                List.of(List.of(25), List.of(1), List.of(77), List.of(11)));
        assertEquals(25, rows.get(0).orElseThrow().number("id"));
        assertEquals(1, rows.get(1).orElseThrow().number("id"));
        assertEquals(Optional.empty(), rows.get(2));
        assertEquals(3, bank.cluster.received().size());
    }

    @Test
    void scansGoOverShardsInBothDirectionsAndStopAtLimits() {
        for (int page : new int[] {1, 3, 1000}) {
            bank.cluster.stopScansAfter(page);
            Snapshot s = db.snapshot();
            Scan all = Scan.of("account");
            assertEquals(range(0, 30), ids(s, all));
            assertEquals(range(0, 30).reversed(), ids(s, all.reverse()));
            assertEquals(range(8, 12), ids(s, all.from(8).until(12)));
            assertEquals(range(8, 12).reversed(), ids(s, all.from(8).until(12).reverse()));
            assertEquals(range(13, 18), ids(s, all.after(12).limit(5)));
            assertEquals(range(15, 20).reversed(), ids(s, all.until(20).reverse().limit(5)));
            assertEquals(List.of(7L), ids(s, all.prefix(7)));
            assertEquals(List.of(), ids(s, all.from(20).until(10)));
        }
    }

    @Test
    void aScanThatIsNotFinishedAsksForNoMoreThanItNeeds() {
        db.table("account");
        bank.cluster.received().clear();
        assertEquals(
                0, db.snapshot().scan(Scan.of("account")).findFirst().orElseThrow().number("id"));
        assertEquals(1, bank.cluster.received().size());
    }

    @Test
    void everyFreshnessNamesItsMoment() {
        Receipt receipt = db.run(tx -> Bank.transfer(tx, 1, 11, 10));
        Timestamp before = receipt.timestamp().plusNanos(-1);
        assertEquals(100, at(Freshness.at(before)));
        assertEquals(90, at(Freshness.at(receipt.timestamp())));
        assertEquals(90, at(Freshness.atLeast(receipt.token())));
        assertEquals(90, at(Freshness.atLeast(receipt.token().toText())));
        assertEquals(90, at(Freshness.within(Duration.ofSeconds(1))));
        assertEquals(90, at(Freshness.ago(Duration.ZERO)));
    }

    private long at(ReadAt moment) {
        return db.snapshot(moment).get("account", 1).orElseThrow().number("balance");
    }

    @Test
    void anotherReplicaAnswersWhenOneIsDown() {
        bank.cluster.stop("n1:1");
        bank.cluster.stop("n2:1");
        assertEquals(Bank.ACCOUNTS * Bank.OPENING, bank.total());
    }

    @Test
    void readsPreferTheNearestNode() {
        Bank near = Bank.open(2, ClientSettings.of("n1:1").withNearest("n3:1"));
        near.cluster.stop("n1:1");
        near.cluster.stop("n2:1");
        near.db
                .snapshot()
                .scan(Scan.of("account"))
                .forEach(row -> assertTrue(row.number("id") >= 0));
        assertTrue(
                near.cluster.received().stream().allMatch(Request.SnapshotRead.class::isInstance));
    }

    @Test
    void aReplicaThatNeverVotesAnswersReadsAndIsAskedNothingElse() {
        bank.cluster.addLearner("n4:1");
        ClientSettings settings = ClientSettings.of("n1:1").withNearest("n4:1");
        try (Isochron near = Isochron.over(bank.cluster.ports(), settings)) {
            near.run(tx -> Bank.transfer(tx, 1, 21, 50));
            bank.cluster.moveLeaders();
            near.run(tx -> Bank.transfer(tx, 21, 1, 50));

            List.of("n1:1", "n2:1", "n3:1").forEach(bank.cluster::stop);
            long total =
                    near.snapshot(Freshness.ago(Duration.ZERO))
                            .scan(Scan.of("account"))
                            .mapToLong(row -> row.number("balance"))
                            .sum();
            assertEquals(Bank.ACCOUNTS * Bank.OPENING, total);
            assertTrue(
                    bank.cluster.askedOfLearners().stream()
                            .allMatch(Request.SnapshotRead.class::isInstance));
        }
    }

    @Test
    void momentsThatCannotBeReadAreRefusedByName() {
        BadInputException future =
                assertThrows(BadInputException.class, () -> at(Freshness.at(Timestamp.MAX)));
        assertInstanceOf(BadInput.FutureTimestamp.class, future.failure());
        bank.cluster.keepVersionsFrom(bank.cluster.now());
        BadInputException old =
                assertThrows(BadInputException.class, () -> at(Freshness.at(new Timestamp(1))));
        assertEquals("72000", old.sqlState());
        BadInputException token =
                assertThrows(BadInputException.class, () -> Freshness.atLeast("isochron1.x"));
        assertInstanceOf(BadInput.BadToken.class, token.failure());
    }
}
