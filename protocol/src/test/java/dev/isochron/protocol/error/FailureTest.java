package dev.isochron.protocol.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.layout.UnfitValue;
import dev.isochron.protocol.row.RowTooLarge;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.schema.TpcC;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Value;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every failure keeps what the door plate of the package promises.
class FailureTest {

    private static final Timestamp T = new Timestamp(1_795_000_000_000_000_000L);
    private static final TxnId ID = new TxnId(T, 3, 17);
    private static final Place NODE = new Place(2, "db2:7001");
    private static final Route ROUTE = new Route(new ShardId(5), Generation.FIRST);
    private static final LockMode MODE = LockMode.exclusive(ColumnSet.of(List.of(new ColumnId(4))));
    private static final RowName ROW = districtSeven();
    private static final Contender OTHER =
            new Contender(new TxnId(T, 4, 1), "payment", "update district set d_ytd = …");

    private static RowName districtSeven() {
        Table district = TpcC.schema().table(TableName.of("district")).orElseThrow();
        Key key = new RowKeys(district).key(List.of(Value.of(7), Value.of(3)));
        return RowName.of(key, TpcC.schema());
    }

    private static List<Failure> samples() {
        List<Failure> samples = new ArrayList<>(badInput());
        samples.addAll(aborted());
        samples.addAll(unavailable());
        ShardEntry entry = new ShardEntry(ROUTE, Span.ALL, List.of(NODE), Optional.of(NODE));
        samples.add(new Misrouted.WrongShard(ROUTE, entry));
        samples.add(new Misrouted.NotLeader(ROUTE, Optional.of(NODE)));
        samples.add(new Misrouted.NotLeader(ROUTE, Optional.empty()));
        samples.add(new OutcomeUnknown(ID, "the connection to db2:7001 broke"));
        samples.add(new OutcomeUnknown(ID, "outcomes are kept for a while only", true));
        return samples;
    }

    private static List<Failure> badInput() {
        return List.of(
                new BadInput.LongKey(
                        "table page", 607, 480, List.of(new KeyTooLong.Part("path", 602))),
                new BadInput.LongKey("", 607, 480, List.of()),
                new BadInput.LargeRow("page", 2_000_000, 1 << 20, "body with 1999000 bytes"),
                new BadInput.LargeTransaction("rows", 200_000, 100_000),
                new BadInput.FutureTimestamp(T, T, Duration.ofMillis(500)),
                new BadInput.SnapshotTooOld(T, T.next()),
                new BadInput.RequestTooOld(T, Duration.ofHours(24)),
                new BadInput.UnknownTable("accuonts"),
                new BadInput.UnknownColumn("accounts", "balnce"),
                new BadInput.WrongType("balance", "column balance of …"),
                new BadInput.MissingValue("balance", "column balance of …"),
                new BadInput.DuplicateRow(ROW, "its key"),
                new BadInput.MissingRow(ROW),
                new BadInput.IndexedTable("accounts"),
                new BadInput.ReadOnly("update accounts"),
                new BadInput.BadToken("this is not a commit token"),
                new BadInput.MalformedRequest("a frame without a request"));
    }

    private static List<Failure> aborted() {
        return List.of(
                new Aborted.Wounded(ROW, MODE, OTHER, VictimRule.HELD_BY_YOUNGER),
                new Aborted.LockUnavailable(ROW, MODE, OTHER, Duration.ofMillis(100)),
                new Aborted.LocksLost(new ShardId(5), new Tenure(2, 1, 99)),
                new Aborted.BoundMissed(Span.ALL, T.next(), T),
                new Aborted.VoteMissing(Span.ALL, Duration.ofSeconds(5)),
                new Aborted.ReadChanged(ROW, T, T.next()),
                new Aborted.DecidedByInquiry(ID),
                new Aborted.IdleTooLong(Duration.ofSeconds(61), Duration.ofMinutes(1)),
                new Aborted.BornTooEarly(ID, T.next()));
    }

    private static List<Failure> unavailable() {
        return List.of(
                new Unavailable.Overloaded("the mailbox of shard 5"),
                new Unavailable.DiskFull(2),
                new Unavailable.ClockUnusable(2, "it is not synchronised"),
                new Unavailable.DamagedRow(2, ROW),
                new Unavailable.RowQueueFull(ROW, 128),
                new Unavailable.Unreachable(List.of("db1:7001"), "connection refused"),
                new Unavailable.DeadlineExceeded(Duration.ofSeconds(1), "a lock"),
                new Unavailable.Cancelled(),
                new Unavailable.ClientClosed());
    }

    @Test
    void everyFailureThereIsHasASample() {
        Set<String> sampled = new TreeSet<>();
        samples().forEach(sample -> sampled.add(sample.getClass().getName()));
        Set<String> all = new TreeSet<>();
        collect(Failure.class, all);
        assertEquals(all, sampled);
    }

    private static void collect(Class<?> type, Set<String> into) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            into.add(type.getName());
        } else {
            Arrays.stream(permitted).forEach(member -> collect(member, into));
        }
    }

    @Test
    void onlyOneFailureLeavesTheOutcomeOpenAndThatIsNeverSafeToRepeat() {
        for (Failure failure : samples()) {
            boolean open = failure instanceof OutcomeUnknown;
            assertEquals(open, failure.outcomeUnknown(), failure.toString());
            assertEquals(open, failure.retry() == Retry.ASK_OUTCOME, failure.toString());
            assertEquals(open, failure.sqlState().code().equals("40003"), failure.toString());
        }
        assertFalse(Retry.ASK_OUTCOME.isSafe());
        assertFalse(Retry.NEVER.isSafe());
    }

    @Test
    void badInputIsNeverRepeatedAndAbortsAreRunAgain() {
        badInput().forEach(failure -> assertEquals(Retry.NEVER, failure.retry()));
        aborted().forEach(failure -> assertEquals(Retry.NEW_ATTEMPT, failure.retry()));
        for (Failure failure : samples()) {
            boolean retriedByFrameworks = failure.sqlState() == SqlState.SERIALIZATION_FAILURE;
            assertTrue(!retriedByFrameworks || failure.retry().isSafe(), failure.toString());
        }
    }

    @Test
    void everyCodeHasFiveCharactersAndItsOwn() {
        Set<String> codes = new TreeSet<>();
        for (SqlState state : SqlState.values()) {
            assertTrue(state.code().matches("[0-9A-Z]{5}"), state.code());
            assertTrue(codes.add(state.code()), state.code());
        }
    }

    @Test
    void everyExplanationIsThreeSentencesForPeople() {
        for (Failure failure : samples()) {
            Explanation explanation = failure.explanation();
            for (String part :
                    List.of(explanation.what(), explanation.where(), explanation.advice())) {
                assertTrue(part.matches("(?s)\\p{Lu}.*[.…]"), () -> failure + ": " + part);
                assertFalse(part.contains("null"), part);
            }
            assertTrue(explanation.paragraph().length() < 900, explanation.paragraph());
            RequestFailed thrown = new RequestFailed(failure);
            assertEquals(
                    failure.sqlState().code() + ": " + explanation.paragraph(),
                    thrown.getMessage());
            assertEquals(failure, thrown.failure());
        }
    }

    @Test
    void anAbortNamesTheRowTheLockTheOtherAndTheRule() {
        Failure wounded = new Aborted.Wounded(ROW, MODE, OTHER, VictimRule.HELD_BY_YOUNGER);
        assertEquals(
                "The transaction was aborted in favour of another, because an older transaction"
                        + " wanted the lock that it held, and older ones go first. It was about"
                        + " district (7, 3), exclusive {c4}; the other is"
                        + " x1795000000000000000.4.1 (\"payment\") running: update district set"
                        + " d_ytd = …. Run it again; it keeps its age and so its turn comes. If"
                        + " this happens often, touch such rows late in the transaction and keep it"
                        + " short.",
                wounded.explanation().paragraph());
    }

    @Test
    void foreignTextIsCutAndKeptOnOneLine() {
        Contender loud = new Contender(ID, "a\nb\tc", "x".repeat(10_000));
        assertEquals("a b c", loud.tag());
        assertEquals(161, loud.statement().length());
        Failure unknown = new BadInput.UnknownTable("y".repeat(10_000));
        assertTrue(unknown.explanation().paragraph().length() < 400);
        assertEquals("x1795000000000000000.3.17 (untagged)", new Contender(ID, "", "").toString());
    }

    @Test
    void whatIsRefusedBelowBecomesBadInput() {
        Table page =
                Table.declare(new TableId(50), "page")
                        .required("path", ColumnType.Text.UNLIMITED)
                        .nullable("hits", Scalar.INT32)
                        .key("path")
                        .build();
        TableRows rows = new TableRows(page, 64);
        List<Value> longKey = List.of(Value.of("x".repeat(500)), Value.of(1));
        KeyTooLong tooLong = assertThrows(KeyTooLong.class, () -> rows.store(longKey));
        Explanation explained = BadInput.LongKey.of(tooLong).explanation();
        assertTrue(explained.where().contains("path: 502"), explained.where());
        List<Value> wrong = List.of(Value.of("x"), Value.of("y"));
        UnfitValue unfit = assertThrows(UnfitValue.class, () -> rows.store(wrong));
        assertEquals(SqlState.DATATYPE_MISMATCH, BadInput.of(unfit).sqlState());
        List<Value> missing = List.of(Value.Null.NULL, Value.of(1));
        UnfitValue none = assertThrows(UnfitValue.class, () -> rows.store(missing));
        assertEquals(SqlState.NOT_NULL_VIOLATION, BadInput.of(none).sqlState());
        RowTooLarge large = new RowTooLarge(100, 64, new ColumnId(2), 90);
        assertEquals(
                new BadInput.LargeRow("page", 100, 64, "hits with 90 bytes"),
                BadInput.LargeRow.of(page, large));
    }
}
