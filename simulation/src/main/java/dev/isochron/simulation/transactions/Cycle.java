package dev.isochron.simulation.transactions;

import dev.isochron.client.Isochron;
import dev.isochron.client.Reader;
import dev.isochron.client.Transaction;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A ring of rows, each pointing to the next. A transaction takes three that follow each other and
/// puts the second behind the third; whatever is torn, lost or run against a stale read leaves
/// something else than one ring of all rows. After the workload of that name in FoundationDB.
public final class Cycle implements Workload {

    private static final String TABLE = "ring";
    private static final String NEXT = "next";
    private static final int LOOKS_PERMILLE = 100;

    private final int rows;
    private final List<String> wrong = new ArrayList<>();

    /// @param rows how many there are, from 4
    public Cycle(int rows) {
        this.rows = rows;
    }

    @Override
    public void prepare(Isochron db) {
        db.createTable(
                TABLE,
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required(NEXT, ColumnType.Scalar.INT64)
                                .key("id"));
        db.run(tx -> {
            for (long id = 1; id <= rows; id++) {
                tx.insert(tx.row(TABLE).with("id", id).with(NEXT, id % rows + 1));
            }
        });
    }

    @Override
    public boolean act(Isochron db, long process, Generator chance) {
        try {
            if (chance.happens(LOOKS_PERMILLE)) {
                look(db);
            } else {
                long start = 1 + chance.below(rows);
                db.run(tx -> turn(tx, start));
            }
            return true;
        } catch (OutcomeUnknownException e) {
            return false;
        } catch (IsochronException e) {
            return true;
        }
    }

    private static void turn(Transaction tx, long start) {
        Row first = tx.get(TABLE, start).orElseThrow();
        Row second = tx.get(TABLE, first.number(NEXT)).orElseThrow();
        Row third = tx.get(TABLE, second.number(NEXT)).orElseThrow();
        tx.update(first.with(NEXT, third.number("id")));
        tx.update(second.with(NEXT, third.number(NEXT)));
        tx.update(third.with(NEXT, second.number("id")));
    }

    private void look(Isochron db) {
        Reader reader = db.snapshot();
        Set<Long> met = new LinkedHashSet<>();
        long at = 1;
        while (met.add(at)) {
            at = reader.get(TABLE, at).orElseThrow().number(NEXT);
        }
        if (met.size() != rows || at != 1) {
            complain("the ring of %d rows is %s and back to %d".formatted(rows, met, at));
        }
    }

    private synchronized void complain(String what) {
        wrong.add(what);
    }

    @Override
    public List<String> judge(Isochron db) {
        look(db);
        synchronized (this) {
            return List.copyOf(wrong);
        }
    }
}
