package dev.isochron.bench.tpcc.model;

import dev.isochron.bench.harness.Words;
import java.util.List;
import java.util.Optional;

/// The nine tables of clause 1.3, in an order in which they can be created.
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable, of records and texts
public enum TpccTable {
    WAREHOUSE(
            "w_id integer, w_name varchar(10), w_street_1 varchar(20), w_street_2 varchar(20),"
                    + " w_city varchar(20), w_state char(2), w_zip char(9), w_tax numeric(4,4),"
                    + " w_ytd numeric(12,2)",
            "w_id"),
    DISTRICT(
            "d_id integer, d_w_id integer, d_name varchar(10), d_street_1 varchar(20),"
                    + " d_street_2 varchar(20), d_city varchar(20), d_state char(2), d_zip char(9),"
                    + " d_tax numeric(4,4), d_ytd numeric(12,2), d_next_o_id integer",
            "d_w_id, d_id",
            "d_w_id > warehouse (w_id)"),
    CUSTOMER(
            "c_id integer, c_d_id integer, c_w_id integer, c_first varchar(16), c_middle char(2),"
                    + " c_last varchar(16), c_street_1 varchar(20), c_street_2 varchar(20), c_city"
                    + " varchar(20), c_state char(2), c_zip char(9), c_phone char(16), c_since"
                    + " timestamp, c_credit char(2), c_credit_lim numeric(12,2), c_discount"
                    + " numeric(4,4), c_balance numeric(12,2), c_ytd_payment numeric(12,2),"
                    + " c_payment_cnt integer, c_delivery_cnt integer, c_data varchar(500)",
            "c_w_id, c_d_id, c_id",
            "c_w_id, c_d_id > district (d_w_id, d_id)"),
    HISTORY(
            "h_c_id integer, h_c_d_id integer, h_c_w_id integer, h_d_id integer, h_w_id integer,"
                    + " h_date timestamp, h_amount numeric(6,2), h_data varchar(24)",
            "",
            "h_c_w_id, h_c_d_id, h_c_id > customer (c_w_id, c_d_id, c_id)",
            "h_w_id, h_d_id > district (d_w_id, d_id)"),
    ITEM(
            "i_id integer, i_im_id integer, i_name varchar(24), i_price numeric(5,2), i_data"
                    + " varchar(50)",
            "i_id"),
    STOCK(
            "s_i_id integer, s_w_id integer, s_quantity integer, s_dist_01 char(24), s_dist_02"
                    + " char(24), s_dist_03 char(24), s_dist_04 char(24), s_dist_05 char(24),"
                    + " s_dist_06 char(24), s_dist_07 char(24), s_dist_08 char(24), s_dist_09"
                    + " char(24), s_dist_10 char(24), s_ytd integer, s_order_cnt integer,"
                    + " s_remote_cnt integer, s_data varchar(50)",
            "s_w_id, s_i_id",
            "s_w_id > warehouse (w_id)",
            "s_i_id > item (i_id)"),
    ORDERS(
            "o_id integer, o_d_id integer, o_w_id integer, o_c_id integer, o_entry_d timestamp,"
                    + " o_carrier_id integer null, o_ol_cnt integer, o_all_local integer",
            "o_w_id, o_d_id, o_id",
            "o_w_id, o_d_id, o_c_id > customer (c_w_id, c_d_id, c_id)"),
    NEW_ORDER(
            "no_o_id integer, no_d_id integer, no_w_id integer",
            "no_w_id, no_d_id, no_o_id",
            "no_w_id, no_d_id, no_o_id > orders (o_w_id, o_d_id, o_id)"),
    ORDER_LINE(
            "ol_o_id integer, ol_d_id integer, ol_w_id integer, ol_number integer, ol_i_id integer,"
                    + " ol_supply_w_id integer, ol_delivery_d timestamp null, ol_quantity integer,"
                    + " ol_amount numeric(6,2), ol_dist_info char(24)",
            "ol_w_id, ol_d_id, ol_o_id, ol_number",
            "ol_w_id, ol_d_id, ol_o_id > orders (o_w_id, o_d_id, o_id)",
            "ol_supply_w_id, ol_i_id > stock (s_w_id, s_i_id)");

    private final List<TpccColumn> columns;
    private final List<String> key;
    private final List<String> references;

    TpccTable(String columns, String key, String... references) {
        this.columns = TpccText.columns(columns);
        this.key = TpccText.names(key);
        this.references = List.of(references);
    }

    /// As SQL calls it.
    public String sqlName() {
        return Words.of(this).replace('-', '_');
    }

    public List<TpccColumn> columns() {
        return columns;
    }

    /// The columns of the primary key; none for `history`, which has no key by the rules.
    public List<String> key() {
        return key;
    }

    /// The place of a column in a row.
    public int place(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(this + " has no column " + column);
    }

    /// Standard SQL, which any database understands.
    public String createTable() {
        StringBuilder ddl = new StringBuilder("CREATE TABLE " + sqlName() + " (");
        columns.forEach(column -> ddl.append("\n    ").append(column.ddl()).append(','));
        if (!key.isEmpty()) {
            ddl.append("\n    PRIMARY KEY (").append(String.join(", ", key)).append("),");
        }
        for (String reference : references) {
            int arrow = reference.indexOf(" > ");
            ddl.append("\n    FOREIGN KEY (")
                    .append(reference, 0, arrow)
                    .append(") REFERENCES ")
                    .append(reference.substring(arrow + 3))
                    .append(',');
        }
        ddl.setLength(ddl.length() - 1);
        return ddl.append("\n)").toString();
    }

    /// The second way to rows of this table that two transactions need, if they do.
    public Optional<String> createIndex() {
        return switch (this) {
            case CUSTOMER ->
                    Optional.of(
                            "CREATE INDEX customer_name ON customer"
                                    + " (c_w_id, c_d_id, c_last, c_first)");
            case ORDERS ->
                    Optional.of(
                            "CREATE INDEX orders_customer ON orders"
                                    + " (o_w_id, o_d_id, o_c_id, o_id)");
            case WAREHOUSE, DISTRICT, HISTORY, ITEM, STOCK, NEW_ORDER, ORDER_LINE ->
                    Optional.empty();
        };
    }
}
