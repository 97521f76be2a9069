package dev.isochron.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.error.TransactionRef;
import dev.isochron.client.error.UnavailableException;
import dev.isochron.client.fake.Fate;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Whatever is lost on the way, nothing is done twice, and nothing that was told as done is not.
class LostRepliesTest {

    private static final List<Fate> LOSSES =
            List.of(Fate.NOT_SENT, Fate.LOSE_REQUEST, Fate.LOSE_REPLY, Fate.LATE, Fate.VANISH);

    /// More requests than one transfer makes.
    private static final int POINTS = 12;

    private static void increment(Transaction tx) {
        for (long id : new long[] {1, 11}) {
            Row row = tx.forUpdate().get("account", id).orElseThrow();
            tx.put(row.with("balance", row.number("balance") + 1));
        }
    }

    private static void assertNothingTwice(Bank bank, long done) {
        bank.cluster.script((_, _) -> Fate.DELIVER);
        bank.cluster.sessions().pass(Duration.ofSeconds(2).toNanos());
        assertTrue(
                bank.cluster.executions().values().stream().allMatch(times -> times == 1),
                bank.cluster.executions().toString());
        assertEquals(Bank.OPENING + done, bank.balance(1));
        assertEquals(Bank.OPENING + done, bank.balance(11));
    }

    @Test
    void aLossAtAnyPointIsMadeGoodAndDoneOnce() {
        for (Fate loss : LOSSES) {
            for (int point = 0; point < POINTS; point++) {
                int at = point;
                Bank bank = Bank.open(point);
                bank.cluster.script((n, _) -> n == at ? loss : Fate.DELIVER);
                bank.db.run(LostRepliesTest::increment);
                assertNothingTwice(bank, 1);
            }
        }
    }

    @Test
    void lossesAtAnyTwoPointsAreMadeGoodAndDoneOnce() {
        for (Fate loss : LOSSES) {
            for (int point = 0; point < POINTS * POINTS; point++) {
                int first = point / POINTS;
                int second = point % POINTS;
                Bank bank = Bank.open(point);
                bank.cluster.script((n, _) -> n == first || n == second ? loss : Fate.DELIVER);
                bank.db.run(LostRepliesTest::increment);
                assertNothingTwice(bank, 1);
            }
        }
    }

    @Test
    void aStormOfLossesNeverDoesAnythingTwice() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Bank bank = Bank.open(seed);
            bank.cluster.script((_, _) ->
                    random.nextInt(3) == 0
                            ? LOSSES.get(random.nextInt(LOSSES.size()))
                            : Fate.DELIVER);
            long done = 0;
            for (int i = 0; i < 5; i++) {
                try {
                    bank.db.run(
                            TransactionOptions.DEFAULT.withDeadline(Duration.ofSeconds(3)),
                            LostRepliesTest::increment);
                    done++;
                } catch (OutcomeUnknownException e) {
                    bank.cluster.script((_, _) -> Fate.DELIVER);
                    Outcome outcome =
                            bank.db.outcome(TransactionRef.parse(e.transaction().toString()));
                    done += outcome instanceof Outcome.Committed ? 1 : 0;
                } catch (UnavailableException e) {
                    assertTrue(e.getMessage() != null);
                }
            }
            assertNothingTwice(bank, done);
        }
    }

    /// A node is given two seconds, and ten where it may wait for locks.
    @Test
    void whatVanishedIsSentOnceMoreLongBeforeItsNodeIsGivenUp() {
        for (int point = 0; point < POINTS; point++) {
            int at = point;
            Bank bank = Bank.open(point);
            bank.cluster.script((n, _) -> n == at ? Fate.VANISH : Fate.DELIVER);
            long before = bank.cluster.sessions().nanos();
            bank.db.run(LostRepliesTest::increment);
            Duration took = Duration.ofNanos(bank.cluster.sessions().nanos() - before);
            assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, point + ": " + took);
            assertNothingTwice(bank, 1);
        }
    }

    /// A node that hears but does not answer is passed over once another replica names a leader.
    @Test
    void aLeaderThatIsSilentIsPassedOverOnceAnotherLeads() {
        Bank bank = Bank.open(1);
        bank.db.run(LostRepliesTest::increment);
        bank.cluster.silence(bank.cluster.leaderOfFirst());
        bank.cluster.moveLeaders();
        long before = bank.cluster.sessions().nanos();
        bank.db.run(tx -> tx.put(tx.forUpdate().get("account", 1L).orElseThrow()));
        Duration took = Duration.ofNanos(bank.cluster.sessions().nanos() - before);
        assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took.toString());
    }

    /// The second answer is of a shard that only forgot; the first sending is still on its way.
    @Test
    void anAbortIsNotBelievedWhileAnEarlierSendingMayArrive() {
        Bank bank = Bank.open(1);
        bank.cluster.executions().clear();
        AtomicInteger commits = new AtomicInteger();
        bank.cluster.script((_, request) -> {
            if (!(request instanceof Request.Commit)) {
                return Fate.DELIVER;
            }
            return switch (commits.incrementAndGet()) {
                case 1 -> Fate.LATE;
                case 2 ->
                        new Fate.Answer(new Aborted.LocksLost(new ShardId(2), new Tenure(1, 1, 0)));
                default -> Fate.DELIVER;
            };
        });
        bank.db.run(tx -> tx.put(bank.account(1, 7)));
        bank.cluster.sessions().pass(Duration.ofSeconds(2).toNanos());
        assertEquals(1, bank.cluster.executions().size(), "done by two attempts");
    }

    @Test
    void aCommitThatIsNeverAnsweredIsUnknownAndCanBeAskedFor() {
        Bank bank = Bank.open(1);
        bank.cluster.script((_, request) ->
                request instanceof Request.Commit || request instanceof Request.AskOutcome
                        ? Fate.LOSE_REPLY
                        : Fate.DELIVER);
        OutcomeUnknownException unknown =
                assertThrows(
                        OutcomeUnknownException.class,
                        () -> bank.db.run(LostRepliesTest::increment));
        assertEquals("40003", unknown.sqlState());
        Bank.assertSays(unknown, "do not run it again");
        bank.cluster.script((_, _) -> Fate.DELIVER);
        Outcome outcome = bank.db.outcome(unknown.transaction());
        assertInstanceOf(Outcome.Committed.class, outcome);
        assertNothingTwice(bank, 1);
    }

    @Test
    void askingForWhatNeverArrivedUndoesIt() {
        Bank bank = Bank.open(1);
        bank.cluster.script((_, request) ->
                request instanceof Request.Commit || request instanceof Request.AskOutcome
                        ? Fate.LOSE_REQUEST
                        : Fate.DELIVER);
        OutcomeUnknownException unknown =
                assertThrows(
                        OutcomeUnknownException.class,
                        () -> bank.db.run(LostRepliesTest::increment));
        bank.cluster.script((_, _) -> Fate.DELIVER);
        assertInstanceOf(Outcome.Undone.class, bank.db.outcome(unknown.transaction()));
        assertNothingTwice(bank, 0);
    }

    @Test
    void aCommitThatSurelyWasNotSentIsNotUnknown() {
        Bank bank = Bank.open(1);
        bank.cluster.script(
                (_, request) -> request instanceof Request.Commit ? Fate.NOT_SENT : Fate.DELIVER);
        assertThrows(UnavailableException.class, () -> bank.db.run(LostRepliesTest::increment));
        assertNothingTwice(bank, 0);
    }
}
