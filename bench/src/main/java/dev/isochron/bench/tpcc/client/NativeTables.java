package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.TpccColumn;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.client.Isochron;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableBuilder;

/// The declarations.
final class NativeTables {

    static final String LOADED = "tpcc_loaded";
    static final String CUSTOMER_NAME = "customer_name";
    static final String ORDERS_CUSTOMER = "orders_customer";

    /// The column of `history` that the rules do not have: a table of the client has a key.
    static final String HISTORY_ROW = "h_row";

    private final Isochron db;

    NativeTables(Isochron db) {
        this.db = db;
    }

    /// Creates all tables; the warehouse is the first, so that its place in the key space is known.
    void create() {
        Table warehouse = create(TpccTable.WAREHOUSE);
        Table district = create(TpccTable.DISTRICT, warehouse);
        Table customer = create(TpccTable.CUSTOMER, district);
        db.createTable(
                TpccTable.HISTORY.sqlName(),
                t ->
                        columns(t, TpccTable.HISTORY)
                                .required(HISTORY_ROW, Scalar.INT64)
                                .key("h_c_w_id", "h_c_d_id", "h_c_id", HISTORY_ROW)
                                .under(customer));
        create(TpccTable.ITEM);
        create(TpccTable.STOCK, warehouse);
        Table orders = create(TpccTable.ORDERS, district);
        create(TpccTable.NEW_ORDER, district);
        create(TpccTable.ORDER_LINE, orders);
        createIndexes(district);
        db.createTable(
                LOADED,
                t ->
                        t.required("w_id", Scalar.INT32)
                                .required("step", Scalar.INT32)
                                .key("w_id", "step")
                                .under(warehouse));
    }

    private void createIndexes(Table district) {
        db.createTable(
                CUSTOMER_NAME,
                t ->
                        t.required("c_w_id", Scalar.INT32)
                                .required("c_d_id", Scalar.INT32)
                                .required("c_last", type(TpccTable.CUSTOMER, "c_last"))
                                .required("c_first", type(TpccTable.CUSTOMER, "c_first"))
                                .required("c_id", Scalar.INT32)
                                .key("c_w_id", "c_d_id", "c_last", "c_first", "c_id")
                                .under(district));
        db.createTable(
                ORDERS_CUSTOMER,
                t ->
                        t.required("o_w_id", Scalar.INT32)
                                .required("o_d_id", Scalar.INT32)
                                .required("o_c_id", Scalar.INT32)
                                .required("o_id", Scalar.INT32)
                                .key("o_w_id", "o_d_id", "o_c_id", "o_id")
                                .under(district));
    }

    private static ColumnType type(TpccTable table, String column) {
        return table.columns().get(table.place(column)).type();
    }

    private Table create(TpccTable table) {
        return db.createTable(table.sqlName(), t -> keyed(t, table));
    }

    private Table create(TpccTable table, Table parent) {
        return db.createTable(table.sqlName(), t -> keyed(t, table).under(parent));
    }

    private static TableBuilder keyed(TableBuilder builder, TpccTable table) {
        return columns(builder, table).key(table.key().toArray(String[]::new));
    }

    private static TableBuilder columns(TableBuilder builder, TpccTable table) {
        TableBuilder to = builder;
        for (TpccColumn column : table.columns()) {
            to =
                    column.isNullable()
                            ? to.nullable(column.name(), column.type())
                            : to.required(column.name(), column.type());
        }
        return to;
    }
}
