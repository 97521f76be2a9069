package dev.isochron.protocol.schema;

import dev.isochron.protocol.schema.ColumnType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The nine tables of TPC-C as their usual scripts declare them, colocated by the rule alone.
public final class TpcC {

    private static final ColumnType NAME = ColumnType.Text.UNLIMITED;
    private static final ColumnType MONEY = new ColumnType.FixedNumeric(12, 2);

    private Schema schema = Schema.EMPTY;
    private int nextId = TableId.FIRST_OF_USERS;

    private TpcC() {}

    /// All nine tables, an index of customer and one of orders; ids in the order of this method.
    public static Schema schema() {
        TpcC tpcc = new TpcC();
        tpcc.add("warehouse", List.of("w_id"), List.of("w_tax", "w_ytd"));
        tpcc.add(
                "district",
                List.of("d_w_id", "d_id"),
                List.of("d_tax", "d_ytd", "d_next_o_id"),
                to("warehouse", "d_w_id"));
        tpcc.add(
                "customer",
                List.of("c_w_id", "c_d_id", "c_id"),
                List.of("c_balance"),
                to("district", "c_w_id", "c_d_id"));
        tpcc.add("item", List.of("i_id"), List.of("i_price"));
        tpcc.add(
                "stock",
                List.of("s_w_id", "s_i_id"),
                List.of("s_quantity"),
                to("item", "s_i_id"),
                to("warehouse", "s_w_id"));
        tpcc.add(
                "orders",
                List.of("o_w_id", "o_d_id", "o_id"),
                List.of("o_c_id"),
                to("customer", "o_w_id", "o_d_id", "o_c_id"));
        tpcc.add(
                "new_order",
                List.of("no_w_id", "no_d_id", "no_o_id"),
                List.of(),
                to("orders", "no_w_id", "no_d_id", "no_o_id"));
        tpcc.add(
                "order_line",
                List.of("ol_w_id", "ol_d_id", "ol_o_id", "ol_number"),
                List.of("ol_supply_w_id", "ol_i_id", "ol_amount"),
                to("stock", "ol_supply_w_id", "ol_i_id"),
                to("orders", "ol_w_id", "ol_d_id", "ol_o_id"));
        tpcc.addHistory();
        return tpcc.schema;
    }

    /// Columns of the new table that refer to another's whole key.
    private record To(String table, List<String> columns) {}

    private static To to(String table, String... columns) {
        return new To(table, List.of(columns));
    }

    private void add(String name, List<String> key, List<String> others, To... references) {
        TableBuilder builder = Table.declare(new TableId(nextId++), name);
        List<String> names = new ArrayList<>(key);
        names.addAll(others);
        names.forEach(column -> builder.required(column, typeOf(column)));
        builder.key(key.toArray(String[]::new));
        Table draft = builder.build();
        List<ForeignKey> foreignKeys =
                List.of(references).stream().map(to -> foreignKey(to, names)).toList();
        Colocation.parentOf(draft.columns(), draft.primaryKey(), foreignKeys, schema)
                .ifPresent(builder::under);
        if (name.equals("customer")) {
            builder.required("c_last", NAME);
            builder.index(new IndexId(nextId++), "customer_name", "c_w_id", "c_d_id", "c_last");
        }
        if (name.equals("orders")) {
            IndexId id = new IndexId(nextId++);
            builder.index(id, "orders_customer", "o_w_id", "o_d_id", "o_c_id");
        }
        schema = schema.with(builder.build());
    }

    private static ColumnType typeOf(String column) {
        return column.endsWith("_id") || column.endsWith("_number") ? Scalar.INT32 : MONEY;
    }

    /// History has no key: what it refers to says where it goes.
    private void addHistory() {
        List<String> names =
                List.of("h_c_id", "h_c_d_id", "h_c_w_id", "h_d_id", "h_w_id", "h_amount");
        TableBuilder history = Table.declare(new TableId(nextId++), "history");
        names.forEach(column -> history.nullable(column, typeOf(column)));
        history.rowNumber("rowid");
        List<ForeignKey> foreignKeys =
                List.of(
                        foreignKey(to("district", "h_w_id", "h_d_id"), names),
                        foreignKey(to("customer", "h_c_w_id", "h_c_d_id", "h_c_id"), names));
        Optional<Colocation.Home> home = Colocation.homeOf(history.columns(), foreignKeys, schema);
        home.ifPresent(found -> {
            found.leading().forEach(id -> history.key(names.get(id.value() - 1)));
            history.under(found.parent());
        });
        schema = schema.with(history.key("rowid").build());
    }

    private ForeignKey foreignKey(To to, List<String> names) {
        Table other = schema.table(TableName.of(to.table())).orElseThrow();
        return new ForeignKey(
                to.columns().stream().map(c -> new ColumnId(names.indexOf(c) + 1)).toList(),
                other.id(),
                other.primaryKey().stream().map(KeyColumn::column).toList());
    }
}
