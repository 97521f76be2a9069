package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.AbortedException;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.client.fake.Fate;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.Priority;
import dev.isochron.client.txn.ReadMode;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactTest {

    private final Bank bank = Bank.open(1);
    private final Isochron db = bank.db;

    private static final Fate ABORT =
            new Fate.Answer(new Aborted.LocksLost(new ShardId(2), new Tenure(1, 1, 0)));

    private long count(Class<? extends Request> type) {
        return bank.cluster.received().stream().filter(type::isInstance).count();
    }

    @Test
    void aTransferOverTwoShardsIsOnePrepareAndOneCommit() {
        Receipt receipt = db.run(tx -> Bank.transfer(tx, 1, 11, 30));
        assertEquals(70, bank.balance(1));
        assertEquals(130, bank.balance(11));
        assertEquals(1, count(Request.Prepare.class));
        assertEquals(1, count(Request.Commit.class));
        assertEquals(1, receipt.statistics().attempts());
        assertEquals(2, receipt.statistics().shards());
        assertTrue(receipt.statistics().bytes() > 0);
        assertFalse(bank.cluster.hasLocks());
    }

    @Test
    void aTransferWithinOneShardIsOneCommitAlone() {
        db.run(tx -> Bank.transfer(tx, 1, 2, 30));
        assertEquals(0, count(Request.Prepare.class));
        assertEquals(1, count(Request.Commit.class));
    }

    @Test
    void aBatchAsksEachShardOnceWithALockForEachRow() {
        List<Optional<Row>> seen = new ArrayList<>();
        db.run(tx -> {
            Batch batch = tx.batch();
            var balance = batch.get(tx.columns("balance"), "account", 1);
            var mine = batch.rows(tx.forUpdate(), "account", List.of(List.of(2), List.of(11)));
            var nobody = batch.get(tx.columns("balance"), "account", -1);
            assertThrows(IllegalStateException.class, balance::get);
            batch.read();
            seen.add(balance.get());
            seen.addAll(mine.get());
            seen.add(nobody.get());
            tx.put(mine.get().getFirst().orElseThrow().with("balance", 7));
        });
        assertEquals(
                List.of(true, true, true, false), seen.stream().map(Optional::isPresent).toList());
        assertEquals(7, bank.balance(2));
        List<Request.LockingRead> reads =
                bank.cluster.received().stream()
                        .filter(Request.LockingRead.class::isInstance)
                        .map(Request.LockingRead.class::cast)
                        .toList();
        assertEquals(2, reads.size());
        Request.LockingRead first =
                reads.stream().filter(read -> read.lookups().size() == 3).findFirst().orElseThrow();
        assertTrue(first.mode(1).isShared());
        assertFalse(first.mode(2).isShared());
    }

    @Test
    void theShardThatIsWrittenMostCoordinates() {
        db.run(tx -> {
            tx.put(bank.account(1, 5));
            tx.put(bank.account(11, 5));
            tx.put(bank.account(12, 5));
        });
        Request.Commit commit =
                bank.cluster.received().stream()
                        .filter(Request.Commit.class::isInstance)
                        .map(Request.Commit.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertEquals(Bank.key(11), commit.anchor());
    }

    @Test
    void readsShowTheTransactionsOwnWrites() {
        List<Long> seen = new ArrayList<>();
        db.run(tx -> {
            tx.put(bank.account(3, 7));
            tx.delete("account", 4);
            tx.insert(bank.account(99, 1));
            tx.patch(bank.account(5, 55), "balance");
            assertEquals(7, tx.get("account", 3).orElseThrow().number("balance"));
            assertEquals(Optional.empty(), tx.get("account", 4));
            assertEquals(55, tx.get("account", 5).orElseThrow().number("balance"));
            tx.scan(Scan.of("account")).forEach(row -> seen.add(row.number("id")));
        });
        assertEquals(Bank.ACCOUNTS, seen.size());
        assertFalse(seen.contains(4L));
        assertEquals(99, seen.getLast());
    }

    @Test
    void aRetryIsANewAttemptOfTheSameAge() {
        List<Integer> aborted = new ArrayList<>();
        bank.cluster.script((_, request) -> {
            boolean now = request instanceof Request.LockingRead && aborted.size() < 3;
            if (now) {
                aborted.add(1);
            }
            return now ? ABORT : Fate.DELIVER;
        });
        Receipt receipt = db.run(tx -> Bank.transfer(tx, 1, 11, 30));
        assertEquals(4, receipt.statistics().attempts());
        List<Attempt> attempts = new ArrayList<>();
        bank.cluster.script((n, request) -> {
            if (request instanceof Request.Commit commit) {
                attempts.add(commit.attempt());
                return attempts.size() < 3 ? ABORT : Fate.DELIVER;
            }
            return Fate.DELIVER;
        });
        db.run(tx -> Bank.transfer(tx, 1, 2, 30));
        assertEquals(3, attempts.size());
        assertEquals(1, attempts.stream().map(Attempt::age).distinct().count());
        assertTrue(attempts.get(1).isLaterThan(attempts.get(0)));
        assertTrue(attempts.get(2).isLaterThan(attempts.get(1)));
    }

    @Test
    void whatTheWorkThrowsUndoesItAndReleasesItsLocks() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        db.run(tx -> {
                            Bank.transfer(tx, 1, 11, 30);
                            throw new IllegalStateException("changed my mind");
                        }));
        assertEquals(100, bank.balance(1));
        assertFalse(bank.cluster.hasLocks());
    }

    @Test
    void anAbortThatTheWorkSwallowsIsRetriedAllTheSame() {
        List<Integer> tries = new ArrayList<>();
        bank.cluster.script((n, _) -> n == 0 ? ABORT : Fate.DELIVER);
        db.run(tx -> {
            tries.add(1);
            try {
                Bank.transfer(tx, 1, 11, 30);
            } catch (AbortedException e) {
                assertTrue(e.getMessage() != null);
            }
        });
        assertEquals(2, tries.size());
        assertEquals(70, bank.balance(1));
    }

    @Test
    void anOlderTransactionWoundsAYoungerOneWhichThenRunsAgain() {
        List<Integer> tries = new ArrayList<>();
        TransactionOptions high = TransactionOptions.tagged("boss").withPriority(Priority.HIGH);
        db.run(young -> {
            tries.add(1);
            Bank.transfer(young, 1, 11, 10);
            if (tries.size() == 1) {
                db.run(high, old -> Bank.transfer(old, 1, 12, 10));
            }
        });
        assertEquals(2, tries.size());
        assertEquals(80, bank.balance(1));
        assertEquals(Bank.ACCOUNTS * Bank.OPENING, bank.total());
    }

    @Test
    void optimisticReadsAreCheckedAndChangesFound() {
        TransactionOptions optimistic = TransactionOptions.DEFAULT.withMode(ReadMode.OPTIMISTIC);
        List<Integer> tries = new ArrayList<>();
        db.run(
                optimistic,
                tx -> {
                    tries.add(1);
                    Row row = tx.get("account", 1).orElseThrow();
                    if (tries.size() == 1) {
                        db.run(other -> Bank.transfer(other, 1, 11, 1));
                    }
                    tx.put(row.with("balance", row.number("balance") + 1));
                });
        assertEquals(2, tries.size());
        assertEquals(100, bank.balance(1));
    }

    @Test
    void aTransactionThatOnlyReadCollectsVotesAndWritesNothing() {
        Committed<Long> sum =
                db.transact(tx ->
                        tx.scan(Scan.of("account")).mapToLong(r -> r.number("balance")).sum());
        assertEquals(Bank.ACCOUNTS * Bank.OPENING, sum.value());
        assertEquals(0, count(Request.Commit.class));
        assertEquals(3, count(Request.Prepare.class));
        List<Request.Release> releases =
                bank.cluster.received().stream()
                        .filter(Request.Release.class::isInstance)
                        .map(Request.Release.class::cast)
                        .toList();
        assertFalse(releases.isEmpty());
        assertTrue(releases.stream().allMatch(one -> one.at().isPresent()), "said as of when");
        assertFalse(bank.cluster.hasLocks());
    }

    @Test
    void noWaitFailsAtOnceAndIsNotRetried() {
        List<Integer> tries = new ArrayList<>();
        TransactionOptions low = TransactionOptions.DEFAULT.withPriority(Priority.LOW);
        db.run(holder -> {
            holder.forUpdate().get("account", 1);
            AbortedException refused =
                    assertThrows(
                            AbortedException.class,
                            () ->
                                    db.run(
                                            low,
                                            tx -> {
                                                tries.add(1);
                                                tx.forUpdate().noWait().get("account", 1);
                                            }));
            assertEquals("55P03", refused.sqlState());
            Bank.assertSays(refused, "account (1)");
            assertEquals(
                    List.of(Optional.empty()),
                    db.transact(
                                    low,
                                    tx ->
                                            tx.forUpdate()
                                                    .skipLocked()
                                                    .rows("account", List.of(List.of(1))))
                            .value());
        });
        assertEquals(1, tries.size());
    }

    @Test
    void insertsAndUpdatesExpectWhatTheySay() {
        BadInputException duplicate =
                assertThrows(
                        BadInputException.class, () -> db.run(tx -> tx.insert(bank.account(1, 5))));
        assertInstanceOf(BadInput.DuplicateRow.class, duplicate.failure());
        Bank.assertSays(duplicate, "account (1)");
        BadInputException missing =
                assertThrows(
                        BadInputException.class,
                        () ->
                                db.run(tx -> {
                                    tx.put(bank.account(1, 5));
                                    tx.update(bank.account(77, 5));
                                }));
        assertInstanceOf(BadInput.MissingRow.class, missing.failure());
        assertEquals(100, bank.balance(1));
        assertFalse(bank.cluster.hasLocks());
    }

    @Test
    void shardsThatSplitMeanwhileAreFollowed() {
        db.run(tx -> {
            Bank.transfer(tx, 1, 18, 30);
            bank.cluster.split(Bank.key(15));
            tx.put(bank.account(12, 1));
        });
        assertEquals(130, bank.balance(18));
        assertEquals(1, bank.balance(12));
        bank.cluster.split(Bank.key(5));
        db.run(tx -> Bank.transfer(tx, 1, 6, 30));
        assertEquals(130, bank.balance(6));
    }

    /// What the client knows of the shard from before is still in its map, beside what the shard is
    /// now: both are of one shard. It asked that for the keys of both, for ever.
    @Test
    void keysOfAShardThatWasSplitUnnoticedAreAskedForApart() {
        bank.cluster.split(Bank.key(5));
        assertEquals(100, bank.balance(1));
        List<List<Integer>> keys = List.of(List.of(1), List.of(2), List.of(6), List.of(7));

        db.run(tx -> assertEquals(4, tx.rows("account", keys).size()));
        bank.cluster.split(Bank.key(25));
        assertEquals(100, bank.balance(21));
        List<List<Integer>> more = List.of(List.of(21), List.of(26));
        assertEquals(2, db.snapshot().rows("account", more).size());
    }

    /// The left half's tenure means nothing to the right one, whose ballots are its own. Where it
    /// was the higher one the right half took it for a later leader's, and sent the client on for
    /// ever.
    @Test
    void whoSplitUnnoticedIsNotToldTheOtherHalfsTenure() {
        assertEquals(100, bank.balance(1));
        bank.cluster.split(Bank.key(5));

        db.run(tx -> {
            assertEquals(1, tx.rows("account", List.of(List.of(1))).size());
            assertEquals(1, tx.rows("account", List.of(List.of(6))).size());
        });

        List<Request.LockingRead> reads =
                bank.cluster.received().stream()
                        .filter(Request.LockingRead.class::isInstance)
                        .map(Request.LockingRead.class::cast)
                        .filter(read -> read.lookups().getFirst().span().contains(Bank.key(6)))
                        .toList();
        assertFalse(reads.isEmpty());
        reads.forEach(read -> assertEquals(Optional.empty(), read.tenure()));
    }

    @Test
    void leadersThatMoveAreFollowed() {
        bank.cluster.moveLeaders();
        db.run(tx -> Bank.transfer(tx, 1, 11, 30));
        assertEquals(70, bank.balance(1));
    }

    @Test
    void aDeadlineEndsAWaitForALock() {
        TransactionOptions brief =
                TransactionOptions.DEFAULT
                        .withPriority(Priority.LOW)
                        .withDeadline(Duration.ofMillis(700));
        db.run(holder -> {
            holder.forUpdate().get("account", 1);
            UnavailableException late =
                    assertThrows(
                            UnavailableException.class,
                            () -> db.run(brief, tx -> tx.forUpdate().get("account", 1)));
            assertInstanceOf(Unavailable.DeadlineExceeded.class, late.failure());
        });
    }

    @Test
    void whoIsIdleForTooLongStartsAgain() {
        List<Integer> tries = new ArrayList<>();
        TransactionOptions brisk = TransactionOptions.DEFAULT.withIdleLimit(Duration.ofSeconds(1));
        db.run(
                brisk,
                tx -> {
                    tries.add(1);
                    Bank.transfer(tx, 1, 11, 10);
                    if (tries.size() == 1) {
                        bank.cluster.sessions().pass(Duration.ofSeconds(2).toNanos());
                    }
                });
        assertEquals(2, tries.size());
    }

    @Test
    void aCallOffBeforeTheCommitLeavesNothing() {
        UnavailableException calledOff =
                assertThrows(
                        UnavailableException.class,
                        () ->
                                db.run(tx -> {
                                    Bank.transfer(tx, 1, 11, 10);
                                    bank.cluster.sessions().interruptNextWait();
                                    // A read that has to wait, for a lock that nobody gives.
                                    bank.cluster.script((_, _) -> Fate.NOT_SENT);
                                    tx.get("account", 21);
                                }));
        assertTrue(Thread.interrupted());
        assertInstanceOf(Unavailable.Cancelled.class, calledOff.failure());
    }

    @Test
    void anIdempotencyKeyCommitsOnce() {
        RequestKey key = db.requestKey("order-1");
        Once<Long> first =
                db.transactOnce(
                        key,
                        tx -> {
                            Bank.transfer(tx, 1, 11, 30);
                            return 7L;
                        });
        Once<Long> second =
                db.transactOnce(
                        key,
                        tx -> {
                            Bank.transfer(tx, 1, 11, 30);
                            return 8L;
                        });
        assertEquals(Optional.of(7L), first.value());
        assertTrue(second.isRepeated());
        assertEquals(first.timestamp(), second.timestamp());
        assertEquals(70, bank.balance(1));
    }
}
