package dev.isochron.protocol.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The declaration of a table.
///
/// It says by itself how its rows are keyed: `ancestors` repeats what must be known of the tables
/// above, whose keys cannot change while anything is interleaved under them.
///
/// ```
/// order_line, key (w, d, o, number)
/// ancestors  warehouse 1 ── w
///            district  2 ── w, d
///            orders    3 ── w, d, o
/// ```
///
/// @param version which state of the declaration this is
/// @param columns in the order of their ids, which is the order `SELECT *` shows them in
/// @param primaryKey what rows are keyed by; of a table that was declared without one, whatever it
///   is interleaved by and a hidden row number
/// @param ancestors the tables it is interleaved under, from the root down; empty for a root
/// @param indexes in the order of their ids
public record Table(
        TableId id,
        TableName name,
        SchemaVersion version,
        List<Column> columns,
        List<KeyColumn> primaryKey,
        List<Ancestor> ancestors,
        List<Index> indexes) {

    /// PostgreSQL's limit, which tools expect.
    public static final int MAX_COLUMNS = 1600;

    /// PostgreSQL's limit.
    public static final int MAX_KEY_COLUMNS = 32;

    /// Deeper trees than any schema that was met; keys grow with each level.
    public static final int MAX_ANCESTORS = 16;

    /// What a statement can still maintain at a write.
    public static final int MAX_INDEXES = 64;

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        ancestors = List.copyOf(ancestors);
        indexes = List.copyOf(indexes);
        TableChecks.check(name, columns, primaryKey, ancestors, indexes);
    }

    /// Starts a declaration, of a table that stands by itself unless told otherwise.
    public static TableBuilder declare(TableId id, String name) {
        return declare(id, TableName.of(name));
    }

    /// Starts a declaration.
    public static TableBuilder declare(TableId id, TableName name) {
        return new TableBuilder(id, name);
    }

    /// The table this one is interleaved under, directly.
    public Optional<TableId> parent() {
        return ancestors.isEmpty() ? Optional.empty() : Optional.of(ancestors.getLast().table());
    }

    /// The tables from the root down to this one, each with how much of the key is its.
    public List<Ancestor> path() {
        List<Ancestor> path = new ArrayList<>(ancestors);
        path.add(new Ancestor(id, primaryKey.size()));
        return path;
    }

    /// The column of this id, if the table has it still. A plain loop, because every value that is
    /// read or written passes here, and streams made a tenth of the work of a busy client.
    public Optional<Column> column(ColumnId column) {
        for (Column own : columns) {
            if (own.id().equals(column)) {
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }

    /// The column of this name.
    public Optional<Column> column(String name) {
        for (Column own : columns) {
            if (own.name().equals(name)) {
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }

    /// A column of the table's key or of one of its indexes, which is there always.
    public Column columnOf(KeyColumn key) {
        return column(key.column()).orElseThrow();
    }

    public boolean isKeyColumn(ColumnId column) {
        for (KeyColumn key : primaryKey) {
            if (key.column().equals(column)) {
                return true;
            }
        }
        return false;
    }

    public Optional<Index> index(String name) {
        return indexes.stream().filter(own -> own.name().equals(name)).findFirst();
    }

    /// The next state of this declaration, with these columns.
    public Table withColumns(List<Column> newColumns) {
        return new Table(id, name, version.next(), newColumns, primaryKey, ancestors, indexes);
    }

    /// The next state of this declaration, with these indexes.
    public Table withIndexes(List<Index> newIndexes) {
        return new Table(id, name, version.next(), columns, primaryKey, ancestors, newIndexes);
    }

    @Override
    public String toString() {
        return "table " + name;
    }
}
