package dev.isochron.client;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.CalledOff;
import dev.isochron.client.table.Layout;
import dev.isochron.client.table.Row;
import dev.isochron.client.txn.ReadStyle;
import dev.isochron.client.txn.Reads;
import dev.isochron.client.txn.Run;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.TxnId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One attempt of a transaction, at work. For one thread at a time, until the work returns.
///
/// Reads show its own writes. Writes stay here until the commit; what they expect of stored rows is
/// checked there.
public final class Transaction implements Reader {

    private final Run run;
    private final Reads reads;

    Transaction(Run run) {
        this.run = run;
        this.reads = new Reads(run);
    }

    /// The id of this attempt; the next has another.
    public TxnId id() {
        return run.id();
    }

    /// Says what it is doing now; others see it when this stands in their way.
    public void statement(String text) {
        run.statement(text);
    }

    @Override
    public Optional<Row> get(String table, Object... key) {
        return reading(ReadStyle.PLAIN).get(table, key);
    }

    @Override
    public List<Optional<Row>> rows(String table, List<? extends List<?>> keys) {
        return reading(ReadStyle.PLAIN).rows(table, keys);
    }

    @Override
    public Stream<Row> scan(Scan scan) {
        return reading(ReadStyle.PLAIN).scan(scan);
    }

    /// Reads of rows that will be written: their locks keep everybody else off.
    public Reading forUpdate() {
        return reading(new ReadStyle(List.of(), true, LockWait.WAIT));
    }

    /// Reads for the sake of these columns: others may change the rest of the rows meanwhile.
    public Reading columns(String... columns) {
        return reading(new ReadStyle(List.of(columns), false, LockWait.WAIT));
    }

    /// Several reads, of one table or of many, that are asked together: one request to each shard.
    public Batch batch() {
        return new Batch(this, reads);
    }

    private Reading reading(ReadStyle style) {
        return new Reading(this, style);
    }

    /// Reads in a certain style.
    public static final class Reading implements Reader {
        private final Transaction tx;
        private final ReadStyle style;

        private Reading(Transaction tx, ReadStyle style) {
            this.tx = tx;
            this.style = style;
        }

        ReadStyle style() {
            return style;
        }

        /// The same for rows that will be written.
        public Reading forUpdate() {
            return new Reading(tx, new ReadStyle(style.columns(), true, style.patience()));
        }

        /// The same, but not waiting: a lock that another holds is a failure at once, which
        /// `transact` does not retry.
        public Reading noWait() {
            return new Reading(
                    tx, new ReadStyle(style.columns(), style.forUpdate(), LockWait.NO_WAIT));
        }

        /// The same, but leaving out rows that others have locked.
        public Reading skipLocked() {
            return new Reading(
                    tx, new ReadStyle(style.columns(), style.forUpdate(), LockWait.SKIP));
        }

        @Override
        public Optional<Row> get(String table, Object... key) {
            return rows(table, List.of(Arrays.asList(key))).getFirst();
        }

        @Override
        public List<Optional<Row>> rows(String table, List<? extends List<?>> keys) {
            Layout layout = tx.layout(table);
            List<Key> encoded = new ArrayList<>();
            keys.forEach(key -> encoded.add(layout.key(key)));
            return tx.reads.rows(layout, encoded, style);
        }

        @Override
        public Stream<Row> scan(Scan scan) {
            Layout layout = tx.layout(scan.table());
            return StreamSupport.stream(
                    Spliterators.spliteratorUnknownSize(
                            tx.reads.scan(layout, scan.wanted(layout), style),
                            Spliterator.ORDERED | Spliterator.NONNULL),
                    false);
        }
    }

    /// Writes a row that is not there yet; if it is, the commit fails with `DuplicateRow`.
    public void insert(Row row) {
        put(row, Expectation.ABSENT);
    }

    /// Writes a row, in place of another or as a new one.
    public void put(Row row) {
        put(row, Expectation.ANYTHING);
    }

    /// Writes a row in place of another; if there is none, the commit fails with `MissingRow`.
    public void update(Row row) {
        put(row, Expectation.PRESENT);
    }

    private void put(Row row, Expectation expects) {
        Layout layout = written(row.table().name().toString());
        run.buffer().put(layout.store(row), expects);
    }

    /// Changes these columns of a row to what they are in `changes`, which holds its key; the
    /// others may be changed by somebody else at the same time. If there is no such row, the commit
    /// fails with `MissingRow`.
    public void patch(Row changes, String... columns) {
        Layout layout = written(changes.table().name().toString());
        List<ColumnId> ids = new ArrayList<>();
        for (String column : columns) {
            ids.add(layout.patchable(column).id());
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("a patch changes at least one column");
        }
        TreeSet<ColumnId> sorted = new TreeSet<>(ids);
        run.buffer()
                .write(
                        new Write.Patch(
                                layout.key(changes.key()),
                                ColumnSet.of(sorted),
                                layout.patch(changes, sorted)));
    }

    /// Deletes a row, if it is there.
    public void delete(String table, Object... key) {
        Layout layout = written(table);
        Key encoded = layout.key(Arrays.asList(key));
        run.buffer().write(new Write.Delete(encoded, Expectation.ANYTHING));
    }

    /// A row of a table, all null, to be filled.
    public Row row(String table) {
        return layout(table).empty();
    }

    Run run() {
        return run;
    }

    Layout layout(String table) {
        run.use();
        return CalledOff.unless(() -> run.tables().layout(table, run.deadline()));
    }

    /// Entries of indexes are the SQL front end's to keep; without it they would go wrong (Q1).
    private Layout written(String table) {
        Layout layout = layout(table);
        if (!layout.table().indexes().isEmpty()) {
            throw new BadInputException(
                    new BadInput.IndexedTable(layout.table().name().toString()));
        }
        return layout;
    }
}
