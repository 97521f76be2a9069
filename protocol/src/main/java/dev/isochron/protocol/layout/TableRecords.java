package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.row.MalformedRow;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.row.StoredValue;
import dev.isochron.protocol.schema.Ancestor;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.InvalidDeclaration;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.schema.TypeNames;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Declarations as rows of the [SystemTables], and back.
///
/// All rows of one declaration are in one span, [#spanOf]; besides them there is one entry that
/// finds the table by its name.
public final class TableRecords {

    private static final TableRows TABLES = new TableRows(SystemTables.TABLES);
    private static final TableRows COLUMNS = new TableRows(SystemTables.COLUMNS);
    private static final TableRows INDEXES = new TableRows(SystemTables.INDEXES);

    private static final IndexKeys NAMES =
            new IndexKeys(SystemTables.TABLES, SystemTables.TABLES.indexes().getFirst());

    private TableRecords() {}

    /// The keys of all rows that declare this table.
    public static Span spanOf(TableId table) {
        return TABLES.keys().withPrefix(List.of(Value.of(table.value())));
    }

    /// The keys of the entry that finds a table by its name; there is one, or none.
    public static Span spanOf(TableName name) {
        return NAMES.withPrefix(List.of(Value.of(name.namespace()), Value.of(name.name())));
    }

    /// The table that such an entry finds.
    ///
    /// @throws MalformedDeclaration if it is not one
    public static TableId found(Key entry) {
        return reading(() -> new TableId(Records.integer(NAMES.rowOf(entry).getFirst())));
    }

    /// The entry that finds this table by its name.
    public static Stored nameEntry(Table table) {
        List<Value> key =
                List.of(
                        Value.of(table.name().namespace()),
                        Value.of(table.name().name()),
                        Value.of(table.id().value()));
        return new Stored(NAMES.key(key), new RowBuilder(SystemTables.TABLES.version()).build());
    }

    /// The rows that declare this table, in the order of their keys.
    public static List<Stored> write(Table table) {
        List<Stored> records = new ArrayList<>();
        records.add(TABLES.store(tableRecord(table)));
        for (Column column : table.columns()) {
            records.add(COLUMNS.store(columnRecord(table, column)));
        }
        for (Index index : table.indexes()) {
            records.add(INDEXES.store(indexRecord(table, index)));
        }
        return records;
    }

    private static List<Value> tableRecord(Table table) {
        return List.of(
                Value.of(table.id().value()),
                Value.of(table.name().namespace()),
                Value.of(table.name().name()),
                Value.of(table.version().value()),
                Records.columns(table.primaryKey()),
                Records.orders(table.primaryKey()),
                Records.numbers(table.ancestors().stream().map(step -> step.table().value())),
                Records.numbers(table.ancestors().stream().map(Ancestor::keyColumns)));
    }

    private static List<Value> columnRecord(Table table, Column column) {
        Value whenMissing = column.whenMissing();
        return List.of(
                Value.of(table.id().value()),
                Value.of(column.id().value()),
                Value.of(column.name()),
                Value.of(column.type().toString()),
                Value.of(column.nullable()),
                Value.of(column.hidden()),
                whenMissing.isNull() ? whenMissing : StoredValue.write(whenMissing));
    }

    private static List<Value> indexRecord(Table table, Index index) {
        return List.of(
                Value.of(table.id().value()),
                Value.of(index.id().value()),
                Value.of(index.name()),
                Records.columns(index.columns()),
                Records.orders(index.columns()),
                Records.numbers(index.included().stream().map(ColumnId::value)),
                Value.of(index.unique()),
                Value.of(index.level()));
    }

    /// The table that these rows declare: all of its span, in the order of their keys.
    ///
    /// @throws MalformedDeclaration if they do not declare one
    public static Table read(List<Stored> records) {
        return reading(() -> readTable(records));
    }

    /// Whatever is refused on the way is damage here.
    private static <T> T reading(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MalformedKey | MalformedRow | InvalidDeclaration | IllegalArgumentException e) {
            throw new MalformedDeclaration(String.valueOf(e.getMessage()), e);
        }
    }

    private static Table readTable(List<Stored> records) {
        if (records.isEmpty()) {
            throw new MalformedDeclaration("there are no rows");
        }
        Stored first = records.getFirst();
        List<Value> head = TABLES.load(first.key(), first.row());
        Value id = head.getFirst();
        List<Column> columns = new ArrayList<>();
        List<Index> indexes = new ArrayList<>();
        for (Stored record : records.subList(1, records.size())) {
            if (COLUMNS.keys().owns(record.key())) {
                columns.add(readColumn(ofTable(id, COLUMNS.load(record.key(), record.row()))));
            } else {
                indexes.add(readIndex(ofTable(id, INDEXES.load(record.key(), record.row()))));
            }
        }
        return new Table(
                new TableId(Records.integer(id)),
                new TableName(Records.text(head.get(1)), Records.text(head.get(2))),
                new SchemaVersion(Records.integer(head.get(3))),
                columns,
                Records.keyColumns(head.get(4), head.get(5)),
                readAncestors(head.get(6), head.get(7)),
                indexes);
    }

    private static List<Value> ofTable(Value table, List<Value> record) {
        if (!record.getFirst().equals(table)) {
            throw new MalformedDeclaration("rows of two tables are mixed");
        }
        return record;
    }

    private static List<Ancestor> readAncestors(Value tables, Value keyColumns) {
        List<Integer> ids = Records.integers(tables);
        List<Integer> counts = Records.integers(keyColumns);
        Records.requireSameSize(ids, counts);
        List<Ancestor> ancestors = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            ancestors.add(new Ancestor(new TableId(ids.get(i)), counts.get(i)));
        }
        return ancestors;
    }

    private static Column readColumn(List<Value> record) {
        ColumnType type = TypeNames.parse(Records.text(record.get(3)));
        Value whenMissing =
                record.get(6) instanceof Bytes stored
                        ? StoredValue.read(type, stored)
                        : Value.Null.NULL;
        return new Column(
                new ColumnId(Records.integer(record.get(1))),
                Records.text(record.get(2)),
                type,
                Records.bool(record.get(4)),
                Records.bool(record.get(5)),
                whenMissing);
    }

    private static Index readIndex(List<Value> record) {
        List<KeyColumn> columns = Records.keyColumns(record.get(3), record.get(4));
        return new Index(
                new IndexId(Records.integer(record.get(1))),
                Records.text(record.get(2)),
                columns,
                Records.integers(record.get(5)).stream().map(ColumnId::new).toList(),
                Records.bool(record.get(6)),
                Records.integer(record.get(7)));
    }
}
