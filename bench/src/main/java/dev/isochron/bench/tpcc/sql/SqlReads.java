package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Clauses 2.6.2 and 2.8.2: transactions that only read.
final class SqlReads {

    private static final int RECENT_ORDERS = 20;

    private final SqlWork work;

    SqlReads(SqlWork work) {
        this.work = work;
    }

    /// Returns the customer's balance in cents.
    long orderStatus(Input.OrderStatus status) throws SQLException {
        int w = status.warehouse();
        int d = status.district();
        int number = SqlCustomers.number(work, w, d, status.who());
        BigDecimal balance =
                work.one(
                        row -> row.getBigDecimal(1),
                        "SELECT c_balance, c_first, c_middle, c_last FROM customer"
                                + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                        w,
                        d,
                        number);
        String last =
                "SELECT o_id, o_carrier_id, o_entry_d, o_ol_cnt FROM orders"
                        + " WHERE o_w_id = ? AND o_d_id = ? AND o_c_id = ?"
                        + " ORDER BY o_id DESC LIMIT 1";
        try (ResultSet order = work.prepare(last, w, d, number).executeQuery()) {
            if (order.next()) {
                readLines(w, d, order.getInt(1), order.getInt(4));
            }
        }
        return balance.movePointRight(2).longValueExact();
    }

    private void readLines(int w, int d, int order, int expected) throws SQLException {
        String sql =
                "SELECT ol_i_id, ol_supply_w_id, ol_quantity, ol_amount, ol_delivery_d"
                        + " FROM order_line WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?";
        int lines = 0;
        try (ResultSet rows = work.prepare(sql, w, d, order).executeQuery()) {
            while (rows.next()) {
                lines++;
            }
        }
        if (lines != expected) {
            throw new IllegalStateException(
                    "order %d of district %d has %d lines, not %d"
                            .formatted(order, d, lines, expected));
        }
    }

    /// Returns how many items of the last orders are low.
    long stockLevel(Input.StockLevel level) throws SQLException {
        int w = level.warehouse();
        int d = level.district();
        int next =
                work.one(
                        row -> row.getInt(1),
                        "SELECT d_next_o_id FROM district WHERE d_w_id = ? AND d_id = ?",
                        w,
                        d);
        return work.one(
                row -> row.getLong(1),
                "SELECT count(DISTINCT s_i_id) FROM order_line, stock"
                        + " WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id >= ? AND ol_o_id < ?"
                        + " AND s_w_id = ? AND s_i_id = ol_i_id AND s_quantity < ?",
                w,
                d,
                next - RECENT_ORDERS,
                next,
                w,
                level.threshold());
    }
}
