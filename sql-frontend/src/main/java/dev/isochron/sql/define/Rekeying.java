package dev.isochron.sql.define;

import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.change.RowNumbers;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.tree.TableConstraint;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Stores a table anew under another number: with a key or without, with a column more, or empty.
final class Rekeying {

    private final Work work;

    Rekeying(Work work) {
        this.work = work;
    }

    /// Gives a key to a table that has none.
    void key(CatalogTable table, TableConstraint.Unique from) {
        if (table.primary().isPresent()) {
            throw SqlException.at(
                    from.position(),
                    SqlCode.INVALID_TABLE_DEFINITION,
                    "multiple primary keys for table \"" + table.name() + "\" are not allowed");
        }
        requireNothingUnder(
                table, "giving a primary key to a table that others are interleaved under");
        Draft draft = Draft.of(table, work.changes().nextTable());
        int hidden = draft.columns.size();
        for (int i = 0; i < draft.columns.size(); i++) {
            if (draft.columns.get(i).hidden()) {
                hidden = i;
            }
        }
        int without = hidden;
        draft.columns.remove(without);
        draft.whenMissing.remove(without);
        draft.key.clear();
        draft.ancestors.clear();
        new ConstraintMaker(draft, work).primary(from);
        renumber(draft);
        CatalogTable changed = draft.build(work);
        TableAccess old = work.tables().access(table);
        work.changes().put(changed);
        TableAccess access = work.tables().access(changed);
        work.undo(access);
        access.indexes().forEach(work::undo);
        Backfill backfill = new Backfill(work);
        int[] rows = new int[1];
        backfill.forEach(
                old,
                row -> {
                    Value[] moved = new Value[row.length - 1];
                    System.arraycopy(row, 0, moved, 0, without);
                    System.arraycopy(row, without + 1, moved, without, moved.length - without);
                    requireKey(changed, access, moved);
                    backfill.put(access.encode(moved));
                    rows[0]++;
                    access.indexes().forEach(index -> backfill.put(index.encode(moved)));
                });
        work.bulk().flush();
        if (backfill.count(access) != rows[0]) {
            throw notUnique(draft);
        }
        erase(old);
    }

    /// Gives a column another type.
    ///
    /// @param value of the column, over a row of the table as it was
    void retype(CatalogTable table, int place, SqlType type, Expression value) {
        requireNothingUnder(
                table,
                "changing the type of a column of a table that others are interleaved under");
        Draft draft = Draft.of(table, work.changes().nextTable());
        CatalogColumn column = table.columns().get(place);
        draft.replace(column.withType(type));
        RowChecks checks =
                RowChecks.of(
                        draft.build(work), check -> check.columns().contains(column.id()), work);
        restore(
                table,
                draft,
                row -> {
                    Value[] moved = row.clone();
                    moved[place] = value.evaluate(row, work.env());
                    checks.require(moved);
                    return moved;
                });
    }

    /// Adds a column that each row has a value of its own for.
    void add(CatalogTable table, CatalogColumn column, Supplier<Value> values) {
        requireNothingUnder(
                table,
                "adding such a column to a table with rows that others are interleaved under");
        Draft draft = Draft.of(table, work.changes().nextTable());
        draft.add(column, Value.Null.NULL);
        restore(table, draft, row -> with(row, values.get()));
    }

    /// Takes the key away. What it was is not null as before.
    void withoutKey(CatalogTable table, Constraint.Primary primary) {
        requireNothingUnder(
                table, "dropping the primary key of a table that others are interleaved under");
        Draft draft = Draft.of(table, work.changes().nextTable());
        draft.constraints.remove(primary);
        draft.key.clear();
        draft.ancestors.clear();
        draft.key.add(KeyColumn.ascending(TableMaker.addRowNumber(draft)));
        RowNumbers numbers = new RowNumbers();
        restore(
                table,
                draft,
                row -> {
                    long micros = work.env().clockMicros();
                    return with(row, Value.of(numbers.next(micros, work.env().chance())));
                });
    }

    private static Value[] with(Value[] row, Value last) {
        Value[] longer = Arrays.copyOf(row, row.length + 1);
        longer[row.length] = last;
        return longer;
    }

    /// Stores a table anew.
    ///
    /// @param change makes a row of what it was
    private void restore(CatalogTable table, Draft draft, UnaryOperator<Value[]> change) {
        draft.whenMissing.replaceAll(_ -> Value.Null.NULL);
        renumber(draft);
        CatalogTable changed = draft.build(work);
        TableAccess old = work.tables().access(table);
        work.changes().put(changed);
        TableAccess access = work.tables().access(changed);
        work.undo(access);
        access.indexes().forEach(work::undo);
        Backfill backfill = new Backfill(work);
        backfill.forEach(
                old,
                row -> {
                    Value[] moved = change.apply(row);
                    backfill.put(access.encode(moved));
                    access.indexes().forEach(index -> backfill.put(index.encode(moved)));
                });
        work.bulk().flush();
        erase(old);
    }

    private static void requireKey(CatalogTable table, TableAccess access, Value[] row) {
        for (int place : access.keyPlaces()) {
            if (row[place].isNull()) {
                throw SqlException.of(
                        SqlCode.NOT_NULL_VIOLATION,
                        "column \"%s\" of relation \"%s\" contains null values"
                                .formatted(table.columns().get(place).name(), table.name()));
            }
        }
    }

    private static SqlException notUnique(Draft draft) {
        Constraint key = draft.constraints.getLast();
        return SqlError.of(
                        SqlCode.UNIQUE_VIOLATION,
                        "could not create unique index \"" + key.name() + "\"")
                .withDetail("A key is duplicated.")
                .exception();
    }

    /// Indexes lead to the new rows now, so they get numbers of their own, too.
    private void renumber(Draft draft) {
        List<Index> before = List.copyOf(draft.stored);
        List<CatalogIndex> declared = List.copyOf(draft.indexes);
        draft.stored.clear();
        draft.indexes.clear();
        for (int i = 0; i < before.size(); i++) {
            Index old = before.get(i);
            Index index =
                    new Index(
                            work.changes().nextIndex(),
                            old.name(),
                            old.columns(),
                            old.included(),
                            old.unique(),
                            draft.levelOf(old.columns(), work));
            draft.stored.add(index);
            CatalogIndex was = declared.get(i);
            draft.indexes.add(new CatalogIndex(was.oid(), index.id(), was.state(), was.comment()));
            draft.constraints.replaceAll(constraint ->
                    constraint instanceof Constraint.Unique unique
                                    && unique.index().equals(old.id())
                            ? new Constraint.Unique(
                                    unique.oid(), unique.name(), index.id(), unique.columns())
                            : constraint);
        }
    }

    private void requireNothingUnder(CatalogTable table, String what) {
        if (!work.image().under(table).isEmpty()) {
            throw SqlException.unsupported(0, what + " is");
        }
    }

    private void erase(TableAccess old) {
        work.erase(old);
        old.indexes().forEach(work::erase);
    }

    /// Empties tables, all at once.
    ///
    /// @param tables those that refer to others among them as well
    void truncate(List<CatalogTable> tables) {
        for (CatalogTable table : tables) {
            boolean isAlone =
                    work.image().under(table).stream()
                            .allMatch(
                                    child -> tables.stream().anyMatch(t -> t.oid() == child.oid()));
            if (!isAlone) {
                throw SqlException.unsupported(
                        0, "truncating a table that others are interleaved under is");
            }
        }
        List<CatalogTable> fromTheTop = new ArrayList<>(tables);
        fromTheTop.sort((a, b) ->
                Integer.compare(a.stored().ancestors().size(), b.stored().ancestors().size()));
        for (CatalogTable table : fromTheTop) {
            TableAccess old = work.tables().access(table);
            Draft draft = Draft.of(table, work.changes().nextTable());
            underNewParent(table, draft);
            renumber(draft);
            CatalogTable emptied = draft.build(work);
            work.changes().put(emptied);
            work.fresh(emptied);
            erase(old);
        }
    }

    private void underNewParent(CatalogTable table, Draft draft) {
        table.stored()
                .parent()
                .ifPresent(parent -> {
                    if (work.image().stored(parent).isEmpty()) {
                        draft.ancestors.clear();
                        draft.ancestors.addAll(newPath(table));
                    }
                });
    }

    private List<dev.isochron.protocol.schema.Ancestor> newPath(CatalogTable table) {
        for (Constraint.Reference reference : table.references()) {
            CatalogTable parent = work.image().table(reference.table()).orElse(null);
            int depth = table.stored().ancestors().getLast().keyColumns();
            if (parent != null
                    && parent.stored().primaryKey().size() == depth
                    && reference.columns().size() == depth) {
                return parent.stored().path();
            }
        }
        return List.of();
    }
}
