package dev.isochron.simulation.transactions;

import dev.isochron.client.Isochron;
import dev.isochron.client.Reader;
import dev.isochron.client.Scan;
import dev.isochron.client.Transaction;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Numbered rows in a few queues, put in behind the last and taken out before the first, after a
/// look at a range: whoever misses a row that another puts there (a phantom) leaves a gap, or takes
/// a number twice.
///
/// ```
/// queue 3   │ 17  18  19  20 │ ◀── put: the last is 20, insert 21
///     take ◀┘ the first is 17: delete it
/// ```
///
/// A queue that is full, by a count of its range, is emptied in one transaction.
public final class RangeInsert implements Workload {

    private static final String TABLE = "queues";
    private static final String NUMBER = "number";
    private static final int FULL = 8;

    private final int queues;
    private final List<String> wrong = new ArrayList<>();

    /// @param queues how many there are, from 1
    public RangeInsert(int queues) {
        this.queues = queues;
    }

    @Override
    public void prepare(Isochron db) {
        db.createTable(
                TABLE,
                t ->
                        t.required("queue", ColumnType.Scalar.INT64)
                                .required(NUMBER, ColumnType.Scalar.INT64)
                                .key("queue", NUMBER));
    }

    @Override
    public boolean act(Isochron db, long process, Generator chance) {
        long queue = 1 + chance.below(queues);
        try {
            switch ((int) chance.below(10)) {
                case 0, 1 -> look(db.snapshot(), queue);
                case 2, 3 -> db.run(tx -> take(tx, queue));
                default -> db.run(tx -> put(tx, queue));
            }
            return true;
        } catch (OutcomeUnknownException e) {
            return false;
        } catch (BadInputException e) {
            if (e.failure() instanceof BadInput.DuplicateRow) {
                complain("a row was there that a scan had not shown: " + e.getMessage());
            }
            return true;
        } catch (IsochronException e) {
            return true;
        }
    }

    private static void put(Transaction tx, long queue) {
        List<Row> all = list(tx, Scan.of(TABLE).prefix(queue));
        if (all.size() >= FULL) {
            all.subList(0, FULL - 1).forEach(row -> tx.delete(TABLE, queue, row.number(NUMBER)));
            return;
        }
        List<Row> last = list(tx, Scan.of(TABLE).prefix(queue).reverse().limit(1));
        long next = last.isEmpty() ? 1 : last.getFirst().number(NUMBER) + 1;
        tx.insert(tx.row(TABLE).with("queue", queue).with(NUMBER, next));
    }

    /// The last one stays: it says which number is next.
    private static void take(Transaction tx, long queue) {
        List<Row> first = list(tx, Scan.of(TABLE).prefix(queue).limit(2));
        if (first.size() == 2) {
            tx.delete(TABLE, queue, first.getFirst().number(NUMBER));
        }
    }

    private void look(Reader reader, long queue) {
        List<Long> numbers =
                list(reader, Scan.of(TABLE).prefix(queue)).stream()
                        .map(row -> row.number(NUMBER))
                        .toList();
        List<Long> expected =
                numbers.isEmpty()
                        ? List.of()
                        : LongStream.rangeClosed(numbers.getFirst(), numbers.getLast())
                                .boxed()
                                .toList();
        if (!numbers.equals(expected) || numbers.size() > FULL) {
            complain("queue " + queue + " has " + numbers);
        }
    }

    private static List<Row> list(Reader reader, Scan scan) {
        try (Stream<Row> rows = reader.scan(scan)) {
            return rows.toList();
        }
    }

    private synchronized void complain(String what) {
        wrong.add(what);
    }

    @Override
    public List<String> judge(Isochron db) {
        for (long queue = 1; queue <= queues; queue++) {
            look(db.snapshot(), queue);
        }
        synchronized (this) {
            return List.copyOf(wrong);
        }
    }
}
