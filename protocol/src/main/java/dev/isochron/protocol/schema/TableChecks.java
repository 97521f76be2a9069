package dev.isochron.protocol.schema;

import static dev.isochron.protocol.schema.InvalidDeclaration.require;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must be true of a table's declaration by itself.
final class TableChecks {

    private final String table;
    private final TreeMap<ColumnId, Column> columns = new TreeMap<>();

    private TableChecks(TableName name) {
        this.table = "table " + name;
    }

    static void check(
            TableName name,
            List<Column> columns,
            List<KeyColumn> primaryKey,
            List<Ancestor> ancestors,
            List<Index> indexes) {
        TableChecks checks = new TableChecks(name);
        checks.checkColumns(columns);
        checks.checkKey(primaryKey);
        checks.checkAncestors(primaryKey.size(), ancestors);
        checks.checkIndexes(indexes);
        for (Index index : indexes) {
            checks.checkLevel(index, primaryKey, ancestors);
        }
    }

    private void checkColumns(List<Column> declared) {
        require(
                !declared.isEmpty() && declared.size() <= Table.MAX_COLUMNS,
                "%s has %d columns; 1 to %d are possible"
                        .formatted(table, declared.size(), Table.MAX_COLUMNS));
        TreeSet<String> names = new TreeSet<>();
        for (Column column : declared) {
            require(
                    columns.isEmpty() || columns.lastKey().compareTo(column.id()) < 0,
                    table + " does not name its columns in the order of their ids");
            require(names.add(column.name()), table + " has two columns named " + column.name());
            columns.put(column.id(), column);
        }
    }

    private void checkKey(List<KeyColumn> key) {
        require(
                !key.isEmpty(),
                table + " has no key; a table without one needs a hidden row number");
        require(
                key.size() <= Table.MAX_KEY_COLUMNS,
                table + " has a key of more than " + Table.MAX_KEY_COLUMNS + " columns");
        List<ColumnId> ids = key.stream().map(KeyColumn::column).toList();
        require(
                new TreeSet<>(ids).size() == ids.size(),
                table + " names a column twice in its key");
        List<Column> keyed = new ArrayList<>();
        for (ColumnId id : ids) {
            keyed.add(known(id, "its key"));
        }
        boolean numbered = keyed.getLast().hidden() && !keyed.getLast().nullable();
        for (Column column : keyed) {
            require(
                    numbered || !column.nullable(),
                    "%s is keyed by %s, which may be null; declare it NOT NULL"
                            .formatted(table, column.name()));
        }
    }

    private void checkAncestors(int keyColumns, List<Ancestor> ancestors) {
        require(
                ancestors.size() <= Table.MAX_ANCESTORS,
                table + " is interleaved more than " + Table.MAX_ANCESTORS + " levels deep");
        int above = 0;
        TreeSet<TableId> seen = new TreeSet<>();
        for (Ancestor ancestor : ancestors) {
            require(
                    seen.add(ancestor.table()),
                    table + " is interleaved twice under " + ancestor.table());
            require(
                    ancestor.keyColumns() >= above && ancestor.keyColumns() <= keyColumns,
                    "%s is keyed by %d columns, too few or out of order for %d of %s"
                            .formatted(table, keyColumns, ancestor.keyColumns(), ancestor.table()));
            above = ancestor.keyColumns();
        }
    }

    private void checkIndexes(List<Index> indexes) {
        require(
                indexes.size() <= Table.MAX_INDEXES,
                table + " has more than " + Table.MAX_INDEXES + " indexes");
        TreeSet<IndexId> ids = new TreeSet<>();
        TreeSet<String> names = new TreeSet<>();
        for (Index index : indexes) {
            require(
                    ids.isEmpty() || ids.last().compareTo(index.id()) < 0,
                    table + " does not name its indexes in the order of their ids");
            ids.add(index.id());
            require(names.add(index.name()), table + " has two indexes named " + index.name());
            String where = "index " + index.name();
            index.columns().forEach(column -> known(column.column(), where));
            index.included().forEach(column -> known(column, where));
        }
    }

    /// An index can be put under a row only if its entries' keys begin with that row's whole key.
    private void checkLevel(Index index, List<KeyColumn> key, List<Ancestor> ancestors) {
        require(
                index.level() <= ancestors.size() + 1,
                "index %s is interleaved deeper than %s".formatted(index.name(), table));
        int shared = 0;
        if (index.level() > ancestors.size()) {
            shared = key.size();
        } else if (index.level() > 0) {
            shared = ancestors.get(index.level() - 1).keyColumns();
        }
        require(
                index.columns().size() >= shared
                        && index.columns().subList(0, shared).equals(key.subList(0, shared)),
                "index %s of %s does not begin with the %d key columns it is interleaved by"
                        .formatted(index.name(), table, shared));
    }

    private Column known(ColumnId id, String where) {
        Column column = columns.get(id);
        if (column == null) {
            throw new InvalidDeclaration(
                    table
                            + " has no column "
                            + id
                            + ", which "
                            + where
                            + " names; a column of a key cannot be dropped before the key is");
        }
        return column;
    }
}
