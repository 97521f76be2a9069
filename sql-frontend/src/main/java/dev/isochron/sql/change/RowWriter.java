package dev.isochron.sql.change;

import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowTooLarge;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes rows and the entries of their indexes.
final class RowWriter {

    /// Entries that are looked at to find one that is in the way.
    private static final int SOME = 2;

    private final Changes changes;
    private final Execution execution;

    RowWriter(Changes changes, Execution execution) {
        this.changes = changes;
        this.execution = execution;
    }

    /// Writes rows that are not there yet.
    void insert(TableRules rules, List<Value[]> rows) {
        TableAccess access = rules.access();
        rows.forEach(row -> check(rules, row));
        boolean isClaimed = requireNoKey(rules, rows);
        for (IndexAccess index : access.indexes()) {
            requireNoEntry(rules, index, rows);
        }
        boolean isFree = rules.table().primary().isPresent() && !isClaimed;
        for (Value[] row : rows) {
            put(rules, encoded(rules, row), isFree ? Expectation.ANYTHING : Expectation.ABSENT);
            for (IndexAccess index : access.indexes()) {
                put(rules, entry(index, row), Expectation.ANYTHING);
            }
        }
    }

    /// Conditions on a row that is new.
    void check(TableRules rules, Value[] row) {
        BitSet all = new BitSet();
        all.set(0, row.length);
        check(rules, row, all);
    }

    /// Conditions on a row of which some columns were written; others may not even be known.
    private void check(TableRules rules, Value[] row, BitSet written) {
        CatalogTable table = rules.table();
        for (int i = written.nextSetBit(0); i >= 0; i = written.nextSetBit(i + 1)) {
            if (row[i].isNull() && table.columns().get(i).notNull()) {
                throw Violations.notNull(table, i, row, execution.format());
            }
        }
        for (TableRules.Check check : rules.checks()) {
            boolean isConcerned =
                    written.cardinality() == row.length
                            || Expressions.columnsOf(check.condition()).intersects(written);
            if (isConcerned
                    && check.condition().evaluate(row, execution) instanceof Value.Bool(boolean met)
                    && !met) {
                throw Violations.check(table, check.name(), row, execution.format());
            }
        }
    }

    /// @return whether it is not known yet, but the keys are claimed
    private boolean requireNoKey(TableRules rules, List<Value[]> rows) {
        if (rules.table().primary().isEmpty()) {
            return false;
        }
        SortedMap<Key, Value[]> keys = new TreeMap<>();
        for (Value[] row : rows) {
            if (keys.put(key(rules.access(), row), row) != null) {
                throw Violations.primary(rules.table(), row, execution.format());
            }
        }
        if (changes.claims(rules, keys)) {
            return true;
        }
        changes.lockAhead(rules, keys.keySet(), rows);
        SortedMap<Key, Row> taken = changes.tx(rules).points(keys.keySet(), Locks.WHOLE);
        if (!taken.isEmpty()) {
            Value[] row = keys.get(taken.firstKey());
            throw Violations.primary(
                    rules.table(), row == null ? rows.getFirst() : row, execution.format());
        }
        return false;
    }

    private void requireNoEntry(TableRules rules, IndexAccess index, List<Value[]> rows) {
        if (!index.isUnique()) {
            return;
        }
        SortedMap<Span, Value[]> spans = new TreeMap<>();
        for (Value[] row : rows) {
            Optional<Span> span = index.exclusive(row);
            if (span.isPresent() && spans.put(span.get(), row) != null) {
                throw Violations.unique(rules.table(), index, row, execution.format());
            }
        }
        if (!spans.isEmpty()) {
            changes.tx(rules)
                    .pages(spans.keySet(), SOME, Locks.WHOLE)
                    .forEach((span, page) -> {
                        Value[] row = spans.get(span);
                        if (row != null
                                && page.rows().stream().anyMatch(s -> index.owns(s.key()))) {
                            throw Violations.unique(rules.table(), index, row, execution.format());
                        }
                    });
        }
    }

    /// The key of the row that a unique index already leads to for these values, if there is one.
    Optional<Key> found(TableRules rules, IndexAccess index, Value[] row) {
        Optional<Span> span = index.exclusive(row);
        if (span.isEmpty()) {
            return Optional.empty();
        }
        StoredPage page =
                changes.tx(rules).pages(Set.of(span.get()), SOME, Locks.WHOLE).get(span.get());
        return page == null
                ? Optional.empty()
                : page.rows().stream()
                        .filter(stored -> index.owns(stored.key()))
                        .findFirst()
                        .map(stored -> index.rowKey(stored.key()));
    }

    void delete(TableRules rules, Value[] row) {
        delete(rules, rules.access().keyOf(row));
        for (IndexAccess index : rules.access().indexes()) {
            delete(rules, index.keyOf(row));
        }
    }

    /// @param written the places of columns that may differ
    void update(TableRules rules, List<Changes.Update> updates, BitSet written) {
        TableAccess access = rules.access();
        boolean movesKeys = access.keyPlaces().stream().anyMatch(written::get);
        List<Changes.Update> moved = new ArrayList<>();
        List<Changes.Update> stayed = new ArrayList<>();
        for (Changes.Update update : updates) {
            check(rules, update.after(), written);
            boolean moves =
                    movesKeys && !key(access, update.after()).equals(access.keyOf(update.before()));
            (moves ? moved : stayed).add(update);
        }
        for (Changes.Update update : moved) {
            delete(rules, update.before());
        }
        for (IndexAccess index : access.indexes()) {
            if (index.held().intersects(written)) {
                updateEntries(rules, index, stayed);
            }
        }
        for (Changes.Update update : stayed) {
            write(rules, update.after(), written);
        }
        if (!moved.isEmpty()) {
            insert(rules, moved.stream().map(Changes.Update::after).toList());
        }
    }

    private void write(TableRules rules, Value[] after, BitSet written) {
        TableAccess access = rules.access();
        boolean isPatch = written.stream().noneMatch(access::isKeyPlace);
        if (!isPatch) {
            put(rules, encoded(rules, after), Expectation.ANYTHING);
            return;
        }
        ColumnSet columns = access.locked(written);
        if (!columns.isEmpty()) {
            Bytes patch = Bytes.takeOver(access.patch(after, written).toBytes());
            changes.write(rules, new Write.Patch(access.keyOf(after), columns, patch));
        }
    }

    private void updateEntries(TableRules rules, IndexAccess index, List<Changes.Update> updates) {
        List<Value[]> unlike = new ArrayList<>();
        for (Changes.Update update : updates) {
            Stored before = index.encode(update.before());
            Stored after = entry(index, update.after());
            if (!before.key().equals(after.key())) {
                delete(rules, before.key());
                if (differ(index.declaredPlaces(), update)) {
                    unlike.add(update.after());
                }
            }
        }
        requireNoEntry(rules, index, unlike);
        for (Changes.Update update : updates) {
            Stored before = index.encode(update.before());
            Stored after = entry(index, update.after());
            if (!before.equals(after)) {
                put(rules, after, Expectation.ANYTHING);
            }
        }
    }

    static boolean differ(List<Integer> places, Changes.Update update) {
        for (int place : places) {
            Value before = update.before()[place];
            Value after = update.after()[place];
            boolean same =
                    (before.isNull() || after.isNull())
                            ? before.isNull() && after.isNull()
                            : ValueOrder.compare(before, after) == 0;
            if (!same) {
                return true;
            }
        }
        return false;
    }

    private static Key key(TableAccess access, Value[] row) {
        try {
            return access.keyOf(row);
        } catch (KeyTooLong tooLong) {
            throw tooLong(access.name(), tooLong);
        }
    }

    private static Stored encoded(TableRules rules, Value[] row) {
        try {
            return rules.access().encode(row);
        } catch (KeyTooLong tooLong) {
            throw tooLong(rules.table().name(), tooLong);
        } catch (RowTooLarge tooLarge) {
            throw SqlError.of(
                            SqlCode.PROGRAM_LIMIT_EXCEEDED,
                            "row is too big: size %d, maximum size %d"
                                    .formatted(tooLarge.bytes(), tooLarge.limit()))
                    .exception();
        }
    }

    private static Stored entry(IndexAccess index, Value[] row) {
        try {
            return index.encode(row);
        } catch (KeyTooLong tooLong) {
            throw tooLong(index.name(), tooLong);
        }
    }

    private static SqlException tooLong(String where, KeyTooLong tooLong) {
        return SqlError.of(
                        SqlCode.PROGRAM_LIMIT_EXCEEDED,
                        "index row size %d exceeds maximum %d for \"%s\""
                                .formatted(tooLong.bytes(), tooLong.limit(), where))
                .withHint("Values larger than that cannot be in a key or an index.")
                .exception();
    }

    private void put(TableRules rules, Stored stored, Expectation expects) {
        Bytes bytes = Bytes.takeOver(stored.row().toBytes());
        changes.write(rules, new Write.Put(stored.key(), bytes, expects));
    }

    private void delete(TableRules rules, Key key) {
        changes.write(rules, new Write.Delete(key, Expectation.ANYTHING));
    }
}
