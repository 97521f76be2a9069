package dev.isochron.shard.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.program.Condition;
import dev.isochron.protocol.program.Condition.Relation;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.program.Output;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Term;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.tuple.ElementWriter;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Value;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Programs over the rows of a real replica: what is sent, and what is locked.
class ProgramScanTest {

    private static final int TABLE = 0x35;
    private static final int ROWS = 12_000;
    private static final KeyShape SHAPE =
            new KeyShape(
                    List.of(new KeyShape.Level(5, 1)),
                    List.of(new KeyShape.Element(Scalar.INT64, SortOrder.ASC_NULLS_LAST)));
    private static final Input A =
            new Input(new ColumnId(Cells.A), Scalar.INT64, -1, Value.Null.NULL);

    private final World world = new World(List.of(), 2, 0, ShardRules.all());
    private final Group group = world.groups.getFirst();
    private int transactions;

    private static Key key(long number) {
        KeyBuilder out = new KeyBuilder().append(TABLE);
        ElementWriter.write(out, Value.of(number), SortOrder.ASC_NULLS_LAST);
        return out.append(1).toKey();
    }

    private Attempt attempt() {
        TxnId id = new TxnId(new Timestamp(world.now()), 1, ++transactions);
        return new Attempt(id, new Age(id), "", "");
    }

    @BeforeEach
    void rows() {
        for (int from = 0; from < ROWS; from += 4000) {
            List<Write> writes = new ArrayList<>();
            for (int i = from; i < from + 4000; i++) {
                Map<Integer, Long> cells =
                        new TreeMap<>(Map.of(Cells.A, (long) i % 10, Cells.B, (long) i));
                writes.add(new Write.Put(key(i), Cells.row(cells), Expectation.ANYTHING));
            }
            assertInstanceOf(Reply.Committed.class, ask(commit(writes)));
        }
    }

    private Request commit(List<Write> writes) {
        Key first = writes.getFirst().key();
        Share share = new Share(Span.ALL, Optional.empty(), List.of(), writes);
        return new Request.Commit(group.route(), attempt(), first, share, List.of(), Timestamp.MIN);
    }

    private List<Reply> sent(Request request) {
        List<Reply> replies = new ArrayList<>();
        world.ask(group, group.leader(), request, replies::add);
        for (int i = 0; i < 10 && replies.isEmpty(); i++) {
            while (group.underWay() > 0) {
                world.choose(group);
            }
            world.pass(10_000_000);
        }
        return replies;
    }

    private Reply ask(Request request) {
        List<Reply> replies = sent(request);
        assertEquals(1, replies.size(), request.toString());
        return replies.getFirst();
    }

    private static Condition compare(Relation relation, long to) {
        return new Condition.Compare(
                relation, new Term.Column(0), new Term.Constant(Scalar.INT64, Value.of(to)));
    }

    private static Program program(Condition condition, Output output) {
        return new Program(SHAPE, List.of(A), Optional.of(condition), output);
    }

    private static Output onlyA() {
        return new Output.Rows(List.of(new ColumnId(Cells.A)));
    }

    private Reply.Found snapshot(Span span, Direction direction, int limit, Program program) {
        Lookup range = new Lookup.Range(span, direction, limit, Optional.of(program));
        Reply reply =
                ask(
                        new Request.SnapshotRead(
                                group.route(), new ReadAt.Strong(true), List.of(range)));
        return assertInstanceOf(Reply.Snapshot.class, reply).found().getFirst();
    }

    @Test
    void rowsThatCannotBeWantedAreNotSentNorColumns() {
        Program sevens = program(compare(Relation.EQUAL, 7), onlyA());
        List<Key> found = new ArrayList<>();
        Optional<Span> rest = Optional.of(Span.ALL);
        int requests = 0;
        while (rest.isPresent()) {
            Reply.Found page = snapshot(rest.get(), Direction.FORWARD, 5000, sevens);
            for (Reply.Pair pair : page.rows()) {
                found.add(pair.key());
                assertEquals(1, Row.parse(pair.row().toBytes()).columns());
            }
            rest = page.resume().map(from -> new Span(from, Optional.empty()));
            requests++;
        }
        assertEquals(ROWS / 10, found.size());
        assertEquals(key(7), found.getFirst());
        assertEquals(2, requests, "a request ends after so many rows, sent or not");
    }

    @Test
    void aLimitIsOfWhatIsSentInBothDirections() {
        Program sevens = program(compare(Relation.EQUAL, 7), onlyA());
        Reply.Found first = snapshot(Span.ALL, Direction.FORWARD, 2, sevens);
        assertEquals(List.of(key(7), key(17)), first.rows().stream().map(Reply.Pair::key).toList());
        assertTrue(first.resume().isEmpty());
        Reply.Found last = snapshot(Span.ALL, Direction.REVERSE, 1, sevens);
        assertEquals(key(ROWS - 3), last.rows().getFirst().key());
    }

    @Test
    void groupsAreGatheredWhereRowsAre() {
        Output groups =
                new Output.Groups(List.of(0), List.of(new Output.Aggregate(Output.Kind.COUNT, -1)));
        Program program = program(compare(Relation.LESS, 3), groups);
        Reply.Found found =
                snapshot(Span.of(key(0), key(100)), Direction.FORWARD, Lookup.ALL, program);
        assertEquals(3, found.rows().size());
        for (Reply.Pair group : found.rows()) {
            Row row = Row.parse(group.row().toBytes());
            assertEquals(10, row.longAt(row.placeOf(new ColumnId(2))));
        }
    }

    @Test
    void rowsThatAreLeftOutAreLockedAllTheSame() {
        Program none = program(compare(Relation.EQUAL, 99), onlyA());
        Span some = Span.of(key(100), key(200));
        Lookup range = new Lookup.Range(some, Direction.FORWARD, 10, Optional.of(none));
        Request locking =
                new Request.LockingRead(
                        group.route(),
                        attempt(),
                        Optional.empty(),
                        List.of(range),
                        LockMode.shared(Cells.BOTH),
                        LockWait.WAIT);
        Reply.Locked locked = assertInstanceOf(Reply.Locked.class, ask(locking));
        assertEquals(List.of(), locked.found().getFirst().rows());
        assertTrue(locked.met().isAfter(Timestamp.MIN), "what was left out was met");
        Map<Integer, Long> cells = new TreeMap<>(Map.of(Cells.A, 99L, Cells.B, 0L));
        Write within = new Write.Put(key(150), Cells.row(cells), Expectation.ANYTHING);
        Write behind = new Write.Put(key(250), Cells.row(cells), Expectation.ANYTHING);
        assertEquals(List.of(), sent(commit(List.of(within))), "a younger one waits");
        assertInstanceOf(Reply.Committed.class, ask(commit(List.of(behind))));
    }

    @Test
    void aProgramForOtherRowsIsRefused() {
        Condition text =
                new Condition.Compare(
                        Relation.EQUAL,
                        new Term.Column(0),
                        new Term.Constant(
                                dev.isochron.protocol.schema.ColumnType.Text.UNLIMITED,
                                Value.of("x")));
        Lookup range =
                new Lookup.Range(
                        Span.ALL, Direction.FORWARD, 10, Optional.of(program(text, onlyA())));
        Reply reply =
                ask(
                        new Request.SnapshotRead(
                                group.route(), new ReadAt.Strong(true), List.of(range)));
        Failure why = assertInstanceOf(Reply.Failed.class, reply).failure();
        assertInstanceOf(BadInput.MalformedRequest.class, why);
    }
}
