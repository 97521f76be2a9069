package dev.isochron.sql.change;

import dev.isochron.client.OpenTransaction;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What one statement changes.
public final class Changes {

    /// Fewer rows are looked for: what is wrong with them is told with their statement.
    private static final int MANY = 64;

    private final OpenTransaction tx;
    private final Execution execution;
    private final Rules rules;
    private final RowNumbers numbers;
    private final Bulk bulk;
    private final Tally tally;
    private final RowWriter writer;
    private final References references;
    private long count;

    private Changes(Target target, Execution execution, Rules rules) {
        OpenTransaction tx = target.tx;
        this.tx = tx;
        this.execution = execution;
        this.rules = rules;
        this.numbers = target.numbers;
        this.bulk = target.bulk;
        this.tally = target.tally;
        this.writer = new RowWriter(this, execution);
        this.references = new References(this, tx, execution);
    }

    /// Where changes go.
    ///
    /// @param bulk what nobody else knows of yet
    /// @param tally of what the transaction changed
    public record Target(OpenTransaction tx, Bulk bulk, RowNumbers numbers, Tally tally) {}

    /// Begins a statement that changes rows.
    public static Changes begin(Target target, Execution execution, Rules rules) {
        Changes changes = new Changes(target, execution, rules);
        execution.changes(changes);
        return changes;
    }

    /// What the statement changes that is being executed.
    static Changes of(Execution execution) {
        return execution
                .changes()
                .map(Changes.class::cast)
                .orElseThrow(() -> new IllegalStateException("the statement only reads"));
    }

    Rules rules() {
        return rules;
    }

    OpenTransaction tx() {
        return tx;
    }

    /// The transaction in which the rows of a table are looked for, and written.
    OpenTransaction tx(TableRules table) {
        return bulk.isFresh(table.access()) ? bulk.tx() : tx;
    }

    void write(TableRules table, Write write) {
        if (bulk.isFresh(table.access())) {
            bulk.write(write);
        } else {
            bulk.changedBeside();
            tx.write(write);
        }
    }

    /// Locks what the checks of new rows will look at, their own keys and the rows that they refer
    /// to, in one request instead of two.
    void lockAhead(TableRules table, Collection<Key> own, List<Value[]> rows) {
        if (bulk.isFresh(table.access()) || table.outgoing().isEmpty()) {
            return;
        }
        SortedMap<Key, LockMode> keys = new TreeMap<>();
        references.parents(table, rows).forEach(key -> keys.put(key, References.EXISTENCE.mode()));
        if (!keys.isEmpty()) {
            own.forEach(key -> keys.put(key, LockMode.whole()));
            tx.lockAhead(keys);
        }
    }

    /// Whether keys of new rows are claimed and not looked for: many rows of a table that nobody
    /// else knows of, or any of a load.
    ///
    /// @return false if they have to be looked for
    boolean claims(TableRules table, SortedMap<Key, Value[]> keys) {
        boolean isFresh = bulk.isFresh(table.access());
        if (isFresh && keys.size() < MANY) {
            return false;
        }
        boolean areClaimed = true;
        for (Map.Entry<Key, Value[]> entry : keys.entrySet()) {
            Supplier<SqlException> taken =
                    () -> Violations.primary(table.table(), entry.getValue(), execution.format());
            if (isFresh) {
                bulk.claim(entry.getKey(), taken);
            } else {
                areClaimed &= bulk.claimOwn(entry.getKey(), taken);
            }
        }
        return areClaimed;
    }

    boolean isFresh(TableAccess table) {
        return bulk.isFresh(table);
    }

    RowWriter writer() {
        return writer;
    }

    /// A number for a row that has no key.
    Value number() {
        return Value.of(numbers.next(execution.clockMicros(), execution.chance()));
    }

    void counted(long rows) {
        count += rows;
    }

    /// How many rows the statement changed.
    public long count() {
        return count;
    }

    void insert(TableRules table, List<Value[]> rows) {
        writer.insert(table, rows);
        tally.add(table.table().oid(), rows.size());
        rows.forEach(row -> references.inserted(table, row));
    }

    void delete(TableRules table, List<Value[]> rows) {
        tally.add(table.table().oid(), rows.size());
        for (Value[] row : rows) {
            writer.delete(table, row);
            references.deleted(table, row);
        }
    }

    /// @param written the places of columns that may differ
    void update(TableRules table, List<Update> updates, BitSet written) {
        writer.update(table, updates, written);
        tally.add(table.table().oid(), updates.size());
        for (Update update : updates) {
            references.updated(table, update, written);
        }
    }

    /// A row before and after.
    static final class Update {
        private final Value[] before;
        private final Value[] after;

        Update(Value[] before, Value[] after) {
            this.before = before;
            this.after = after;
        }

        Value[] before() {
            return before;
        }

        Value[] after() {
            return after;
        }
    }

    /// Ends the statement: looks at what must be true of all it did.
    ///
    /// @throws dev.isochron.sql.error.SqlException if something is not
    public void finish() {
        references.finish(bulk);
    }

    /// The rows of a list, some at a time.
    static <T> List<List<T>> batches(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }
}
