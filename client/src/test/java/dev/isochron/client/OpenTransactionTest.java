package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.AbortedException;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.Mark;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OpenTransactionTest {

    private static final ColumnId BALANCE = new ColumnId(2);
    private static final TransactionOptions OPTIONS = TransactionOptions.tagged("session");

    private final Bank bank = Bank.open(1);
    private final Isochron db = bank.db;

    private static Write put(long id, long balance, Expectation expects) {
        Stored stored =
                new TableRows(Bank.ACCOUNT)
                        .store(List.of(Value.of(id), Value.of(balance), Value.Null.NULL));
        return new Write.Put(stored.key(), Bytes.of(stored.row().toBytes()), expects);
    }

    private static Write patch(long id, long balance) {
        Row row = new RowBuilder(Bank.ACCOUNT.version()).set(BALANCE, Value.of(balance)).build();
        ColumnSet columns = ColumnSet.of(List.of(BALANCE));
        return new Write.Patch(Bank.key(id), columns, Bytes.of(row.toBytes()));
    }

    private static long balance(Row row) {
        return row.longAt(row.placeOf(BALANCE));
    }

    private static Optional<Long> balance(StoredReader reader, long id) {
        SortedMap<Key, Row> found = reader.points(List.of(Bank.key(id)), Locks.SHARED);
        return Optional.ofNullable(found.get(Bank.key(id))).map(OpenTransactionTest::balance);
    }

    private static List<Long> scan(StoredReader reader, Direction direction) {
        List<Long> ids = new ArrayList<>();
        Optional<Span> rest = Optional.of(new RowKeys(Bank.ACCOUNT).all());
        while (rest.isPresent()) {
            StoredPage page = reader.page(rest.get(), direction, 4, Locks.SHARED);
            for (Stored stored : page.rows()) {
                Value id = new RowKeys(Bank.ACCOUNT).values(stored.key()).getFirst();
                ids.add(assertInstanceOf(Value.Int.class, id).value());
            }
            rest = page.rest();
        }
        return ids;
    }

    @Test
    void whatIsWrittenIsReadBackAtOnceAndByOthersAfterTheCommit() {
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            tx.write(put(3, 7, Expectation.ANYTHING));
            tx.write(put(99, 1, Expectation.ABSENT));
            tx.write(patch(5, 55));
            tx.write(new Write.Delete(Bank.key(4), Expectation.PRESENT));
            assertEquals(Optional.of(7L), balance(tx, 3));
            assertEquals(Optional.of(55L), balance(tx, 5));
            assertEquals(Optional.empty(), balance(tx, 4));
            List<Long> ids = scan(tx, Direction.FORWARD);
            assertEquals(Bank.ACCOUNTS, ids.size());
            assertEquals(ids.reversed(), scan(tx, Direction.REVERSE));
            assertEquals(Bank.OPENING, bank.balance(3));
            Receipt receipt = tx.commit();
            assertEquals(1, receipt.statistics().attempts());
            assertFalse(tx.isOpen());
        }
        assertEquals(7, bank.balance(3));
        assertEquals(55, bank.balance(5));
        assertEquals(Optional.of(1L), balance(db.snapshot(), 99));
        assertEquals(Bank.ACCOUNTS, scan(db.snapshot(), Direction.FORWARD).size());
        assertFalse(bank.cluster.hasLocks());
    }

    @Test
    void severalSpansAreReadTogetherEachWithItsOwnEnd() {
        Span low = Span.of(Bank.key(3), Bank.key(5));
        Span across = Span.of(Bank.key(8), Bank.key(12));
        Span far = Span.of(Bank.key(20), Bank.key(23));
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            tx.write(new Write.Delete(Bank.key(21), Expectation.PRESENT));
            SortedMap<Span, StoredPage> pages =
                    tx.pages(List.of(far, low, across), 10, Locks.SHARED);
            assertEquals(List.of(low, across, far), List.copyOf(pages.keySet()));
            assertEquals(2, rows(pages, low));
            assertEquals(2, rows(pages, across));
            assertEquals(2, rows(pages, far));
            Span rest = page(pages, across).rest().orElseThrow();
            assertEquals(2, tx.page(rest, Direction.FORWARD, 10, Locks.SHARED).rows().size());
        }
        SortedMap<Span, StoredPage> seen = db.snapshot().pages(List.of(low, far), 2, Locks.SHARED);
        assertEquals(2, rows(seen, far));
        assertTrue(page(seen, far).rest().isPresent());
    }

    private static int rows(SortedMap<Span, StoredPage> pages, Span span) {
        return page(pages, span).rows().size();
    }

    private static StoredPage page(SortedMap<Span, StoredPage> pages, Span span) {
        return Optional.ofNullable(pages.get(span)).orElseThrow();
    }

    /// How many requests a transaction sends before its commit.
    private long requests(Consumer<OpenTransaction> work) {
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            work.accept(tx);
            tx.write(put(28, 1, Expectation.ANYTHING));
            return tx.commit().statistics().requests() - 1L;
        }
    }

    @Test
    void whatIsLockedIsNotAskedForAgain() {
        Key here = Bank.key(23);
        Key nobody = Bank.key(77);
        assertEquals(
                1,
                requests(tx -> {
                    assertEquals(1, tx.points(List.of(here, nobody), Locks.WHOLE).size());
                    assertEquals(Optional.of(Bank.OPENING), balance(tx, 23));
                    assertNull(tx.point(nobody, Locks.SHARED));
                    tx.write(patch(23, 8));
                    assertEquals(Optional.of(8L), balance(tx, 23));
                }));
        assertEquals(
                1,
                requests(tx -> {
                    SortedMap<Key, LockMode> keys = new TreeMap<>();
                    keys.put(here, LockMode.whole());
                    keys.put(nobody, LockMode.shared(ColumnSet.EXISTENCE));
                    tx.lockAhead(keys);
                    assertNotNull(tx.point(here, Locks.WHOLE));
                    assertNull(tx.point(nobody, Locks.shared(ColumnSet.EXISTENCE)));
                }));
        assertEquals(
                1,
                requests(tx -> {
                    Span span = Span.of(Bank.key(23), Bank.key(25));
                    assertEquals(2, tx.page(span, Direction.FORWARD, 4, Locks.WHOLE).rows().size());
                    assertNotNull(tx.point(here, Locks.SHARED));
                }));
    }

    @Test
    void aLockThatIsNotEnoughIsAskedForAndAddsUp() {
        ColumnSet balance = ColumnSet.of(List.of(BALANCE));
        assertEquals(
                2,
                requests(tx -> {
                    assertNotNull(tx.point(Bank.key(23), Locks.shared(balance)));
                    assertNotNull(tx.point(Bank.key(23), Locks.shared(ColumnSet.EXISTENCE)));
                    assertNotNull(tx.point(Bank.key(23), Locks.WHOLE));
                    assertNotNull(tx.point(Bank.key(23), Locks.SHARED));
                }));
        assertEquals(
                2,
                requests(tx -> {
                    SortedMap<Key, LockMode> keys = new TreeMap<>();
                    keys.put(Bank.key(23), LockMode.shared(ColumnSet.EXISTENCE));
                    tx.lockAhead(keys);
                    assertNotNull(tx.point(Bank.key(23), Locks.SHARED));
                }));
    }

    @Test
    void anotherAttemptKnowsNothingOfWhatTheFirstHeld() {
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            assertNotNull(tx.point(Bank.key(23), Locks.WHOLE));
            tx.restart();
            db.run(other -> other.put(bank.account(23, 5)));
            assertEquals(Optional.of(5L), balance(tx, 23));
        }
    }

    @Test
    void goingBackToAMarkTakesBackWhatWasWrittenSinceAndNothingElse() {
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            tx.write(put(1, 1, Expectation.ANYTHING));
            Mark first = tx.mark();
            tx.write(put(1, 2, Expectation.ANYTHING));
            tx.write(put(2, 2, Expectation.ANYTHING));
            Mark second = tx.mark();
            tx.write(new Write.Delete(Bank.key(1), Expectation.ANYTHING));
            tx.write(patch(2, 3));
            tx.backTo(second);
            assertEquals(Optional.of(2L), balance(tx, 1));
            assertEquals(Optional.of(2L), balance(tx, 2));
            tx.write(put(3, 3, Expectation.ANYTHING));
            tx.forget(second);
            tx.backTo(first);
            assertEquals(Optional.of(1L), balance(tx, 1));
            assertEquals(Optional.of(Bank.OPENING), balance(tx, 2));
            assertEquals(Optional.of(Bank.OPENING), balance(tx, 3));
            assertThrows(IllegalArgumentException.class, () -> tx.backTo(second));
            var _ = tx.commit();
        }
        assertEquals(1, bank.balance(1));
        assertEquals(Bank.OPENING, bank.balance(2));
    }

    @Test
    void rollingBackLeavesNothingAndNoLock() {
        OpenTransaction tx = db.begin(OPTIONS);
        assertEquals(Optional.of(Bank.OPENING), balance(tx, 1));
        tx.write(put(1, 0, Expectation.ANYTHING));
        tx.rollback();
        tx.rollback();
        assertEquals(Bank.OPENING, bank.balance(1));
        assertFalse(bank.cluster.hasLocks());
        assertThrows(IllegalStateException.class, () -> balance(tx, 1));
    }

    @Test
    void aRestartIsALaterAttemptOfTheSameAge() {
        OpenTransaction old = db.begin(OPTIONS);
        OpenTransaction tx = db.begin(OPTIONS);
        assertEquals(Optional.of(Bank.OPENING), balance(tx, 1));
        var _ = old.points(List.of(Bank.key(1)), Locks.WHOLE);
        tx.write(put(1, 5, Expectation.ANYTHING));
        AbortedException wounded = assertThrows(AbortedException.class, tx::commit);
        assertInstanceOf(Aborted.class, wounded.failure());
        old.rollback();
        tx.restart();
        tx.write(put(1, 5, Expectation.ANYTHING));
        assertEquals(2, tx.commit().statistics().attempts());
        List<Attempt> ofTx =
                bank.cluster.received().stream()
                        .filter(Request.Commit.class::isInstance)
                        .map(request -> ((Request.Commit) request).attempt())
                        .toList();
        assertEquals(ofTx.getFirst().age(), ofTx.getLast().age());
        assertTrue(ofTx.getLast().isLaterThan(ofTx.getFirst()));
        assertEquals(5, bank.balance(1));
    }

    @Test
    void itCanBeAskedWhetherItsLocksAreStillHeld() {
        OpenTransaction old = db.begin(OPTIONS);
        OpenTransaction tx = db.begin(OPTIONS);
        tx.confirm();
        assertEquals(Optional.of(Bank.OPENING), balance(tx, 1));
        assertEquals(Optional.of(Bank.OPENING), balance(tx, 15));
        tx.confirm();
        var _ = old.points(List.of(Bank.key(15)), Locks.WHOLE);
        AbortedException lost = assertThrows(AbortedException.class, tx::confirm);
        assertInstanceOf(Aborted.class, lost.failure());
        old.rollback();
        tx.rollback();
    }

    @Test
    void aLockThatIsNotWaitedForIsRefusedAndTheTransactionGoesOn() {
        OpenTransaction old = db.begin(OPTIONS);
        var _ = old.points(List.of(Bank.key(1)), Locks.WHOLE);
        OpenTransaction tx = db.begin(OPTIONS);
        Locks now = Locks.WHOLE.with(LockWait.NO_WAIT);
        AbortedException refused =
                assertThrows(AbortedException.class, () -> tx.points(List.of(Bank.key(1)), now));
        assertEquals("55P03", refused.sqlState());
        Locks skipping = Locks.WHOLE.with(LockWait.SKIP);
        List<Key> both = List.of(Bank.key(1), Bank.key(2));
        assertEquals(List.of(Bank.key(2)), List.copyOf(tx.points(both, skipping).keySet()));
        tx.write(put(2, 22, Expectation.PRESENT));
        var _ = tx.commit();
        assertEquals(22, bank.balance(2));
    }

    @Test
    void anInsertOfARowThatIsThereFailsAtTheCommitUnlessItIsItsOwn() {
        OpenTransaction tx = db.begin(OPTIONS);
        tx.write(put(1, 5, Expectation.ABSENT));
        Write twice = put(1, 6, Expectation.ABSENT);
        BadInputException own = assertThrows(BadInputException.class, () -> tx.write(twice));
        assertInstanceOf(BadInput.DuplicateRow.class, own.failure());
        BadInputException others = assertThrows(BadInputException.class, tx::commit);
        assertInstanceOf(BadInput.DuplicateRow.class, others.failure());
    }

    @Test
    void eachCallHasTheWholeDeadlineAndIdlenessItsOwnLimit() {
        TransactionOptions brief =
                OPTIONS.withDeadline(Duration.ofSeconds(1)).withIdleLimit(Duration.ofSeconds(30));
        OpenTransaction tx = db.begin(brief);
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.of(Bank.OPENING), balance(tx, i));
            bank.cluster.sessions().pass(Duration.ofSeconds(20).toNanos());
        }
        bank.cluster.sessions().pass(Duration.ofSeconds(20).toNanos());
        AbortedException idle = assertThrows(AbortedException.class, () -> balance(tx, 1));
        assertInstanceOf(Aborted.IdleTooLong.class, idle.failure());
    }

    @Test
    void whatOthersSeeOfItIsItsStatement() {
        OpenTransaction tx = db.begin(OPTIONS);
        tx.statement("SELECT 1");
        assertEquals(Optional.of(Bank.OPENING), balance(tx, 1));
        Attempt seen = bank.cluster.attempts().getLast();
        assertEquals("session", seen.tag());
        assertEquals("SELECT 1", seen.statement());
        tx.rollback();
    }
}
