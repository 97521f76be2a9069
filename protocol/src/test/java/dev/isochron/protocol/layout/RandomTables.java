package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableBuilder;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A root, a child of it and a grandchild, each with columns of any type in any order, and an index
/// of the grandchild; and rows of them that share the keys of those above now and then.
final class RandomTables {

    private static final int FIRST_ID = 120;

    private final SplittableRandom random;
    private final RandomValues values;
    private final List<Table> tables = new ArrayList<>();
    private final List<List<Value>> keysMet = new ArrayList<>();

    RandomTables(SplittableRandom random) {
        this.random = random;
        this.values = new RandomValues(random);
        for (int depth = 0; depth < 3; depth++) {
            tables.add(table(depth));
        }
    }

    private Table table(int depth) {
        TableBuilder builder = Table.declare(new TableId(FIRST_ID + 4 * depth), "t" + depth);
        int added = depth == 0 ? random.nextInt(1, 3) : random.nextInt(0, 3);
        List<KeyColumn> above = depth == 0 ? List.of() : tables.get(depth - 1).primaryKey();
        for (int i = 0; i < above.size(); i++) {
            builder.required("k" + i, tables.get(depth - 1).columnOf(above.get(i)).type());
            builder.key("k" + i, above.get(i).order());
        }
        for (int i = above.size(); i < above.size() + added; i++) {
            builder.required("k" + i, values.type());
            builder.key("k" + i, values.pick(List.of(SortOrder.values())));
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            builder.nullable("v" + i, values.type());
        }
        if (depth > 0) {
            builder.under(tables.get(depth - 1));
        }
        if (depth == 2) {
            builder.index(new IndexId(FIRST_ID + 9), "of_v0", indexed(above.size()));
        }
        return builder.build();
    }

    /// The value `v0`, behind none or some or all of the key of the table above.
    private String[] indexed(int keyColumns) {
        List<String> columns = new ArrayList<>();
        for (int i = random.nextInt(keyColumns + 1) - 1; i >= 0; i--) {
            columns.addFirst("k" + i);
        }
        columns.add("v0");
        return columns.toArray(String[]::new);
    }

    Schema schema() {
        Schema schema = Schema.EMPTY;
        for (Table table : tables) {
            schema = schema.with(table);
        }
        return schema;
    }

    List<Table> tables() {
        return tables;
    }

    Table some() {
        return values.pick(tables);
    }

    /// Values for all columns of a row; its key begins like that of an earlier row half of the
    /// time.
    List<Value> row(Table table) {
        List<Value> row = new ArrayList<>();
        for (Column column : table.columns()) {
            ColumnType type = column.type();
            row.add(column.nullable() ? values.nullable(type) : values.value(type));
        }
        if (!keysMet.isEmpty() && random.nextBoolean()) {
            List<Value> met = values.pick(keysMet);
            int shared = Math.min(met.size(), table.primaryKey().size());
            for (int i = 0; i < random.nextInt(shared + 1); i++) {
                row.set(i, met.get(i));
            }
        }
        keysMet.add(List.copyOf(row.subList(0, table.primaryKey().size())));
        return row;
    }

    /// Rows of any table; those whose keys would be too long are left out.
    List<Stored> rows(int count) {
        List<Stored> rows = new ArrayList<>();
        while (rows.size() < count) {
            stored(some()).ifPresent(rows::add);
        }
        return rows;
    }

    private Optional<Stored> stored(Table table) {
        try {
            return Optional.of(new TableRows(table).store(row(table)));
        } catch (KeyTooLong leftOut) {
            return Optional.empty();
        }
    }

    /// The values of a row's key, which are its first.
    static List<Value> keyOf(Table table, List<Value> row) {
        return row.subList(0, table.primaryKey().size());
    }
}
