package dev.isochron.protocol.schema;

import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A declaration in the making; columns are numbered in the order they are named.
///
/// ```java
/// Table district =
///         Table.declare(id, "district")
///                 .required("w_id", INT32)
///                 .required("d_id", INT32)
///                 .nullable("d_ytd", new FixedNumeric(12, 2))
///                 .key("w_id", "d_id")
///                 .under(warehouse)
///                 .build();
/// ```
public final class TableBuilder {

    private final TableId id;
    private final TableName name;
    private final List<Column> columns = new ArrayList<>();
    private final List<KeyColumn> key = new ArrayList<>();
    private final List<Ancestor> ancestors = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();

    TableBuilder(TableId id, TableName name) {
        this.id = id;
        this.name = name;
    }

    /// Adds a column that holds a value in every row.
    public TableBuilder required(String column, ColumnType type) {
        columns.add(Column.required(nextColumn(), column, type));
        return this;
    }

    /// Adds a column that may hold null.
    public TableBuilder nullable(String column, ColumnType type) {
        columns.add(Column.nullable(nextColumn(), column, type));
        return this;
    }

    /// Adds a hidden column of row numbers, for a table that has no key of its own.
    public TableBuilder rowNumber(String column) {
        columns.add(
                new Column(
                        nextColumn(),
                        column,
                        ColumnType.Scalar.INT64,
                        false,
                        true,
                        Value.Null.NULL));
        return this;
    }

    /// Keys the table by these columns, ascending, after those it is keyed by already.
    public TableBuilder key(String... named) {
        for (String column : named) {
            key.add(KeyColumn.ascending(idOf(column)));
        }
        return this;
    }

    /// Keys the table by one more column, in an order of its own.
    public TableBuilder key(String column, SortOrder order) {
        key.add(new KeyColumn(idOf(column), order));
        return this;
    }

    /// Interleaves the table under another, whose whole key its own begins with.
    public TableBuilder under(Table parent) {
        ancestors.clear();
        ancestors.addAll(parent.path());
        return this;
    }

    /// Adds an index, sorted by these columns, ascending. Name the key and the parent before.
    public TableBuilder index(IndexId index, String indexName, String... named) {
        return index(index, indexName, false, named);
    }

    /// Adds an index that no two rows may agree in. Name the key and the parent before.
    public TableBuilder uniqueIndex(IndexId index, String indexName, String... named) {
        return index(index, indexName, true, named);
    }

    /// The columns so far.
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    /// The declaration, in its first version.
    ///
    /// @throws InvalidDeclaration if it cannot be
    public Table build() {
        return new Table(id, name, SchemaVersion.FIRST, columns, key, ancestors, indexes);
    }

    private TableBuilder index(IndexId index, String indexName, boolean unique, String... named) {
        List<KeyColumn> by =
                Arrays.stream(named).map(column -> KeyColumn.ascending(idOf(column))).toList();
        int level = Colocation.levelOf(by, build());
        indexes.add(new Index(index, indexName, by, List.of(), unique, level));
        return this;
    }

    private ColumnId nextColumn() {
        return new ColumnId(columns.size() + 1);
    }

    private ColumnId idOf(String column) {
        return columns.stream()
                .filter(known -> known.name().equals(column))
                .findFirst()
                .map(Column::id)
                .orElseThrow(() ->
                        new InvalidDeclaration("table " + name + " has no column named " + column));
    }
}
