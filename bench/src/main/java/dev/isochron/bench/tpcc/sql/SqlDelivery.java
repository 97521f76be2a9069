package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalInt;

/// Clause 2.7.4, in one attempt: the oldest new order of each district, all in one transaction.
final class SqlDelivery {

    private static final int DISTRICTS = 10;

    private final SqlWork work;
    private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);

    SqlDelivery(SqlWork work) {
        this.work = work;
    }

    /// Returns how many districts had an order to deliver.
    long run(Input.Delivery delivery) throws SQLException {
        int delivered = 0;
        for (int d = 1; d <= DISTRICTS; d++) {
            OptionalInt oldest = oldest(delivery.warehouse(), d);
            if (oldest.isPresent()) {
                deliver(delivery, d, oldest.getAsInt());
                delivered++;
            }
        }
        return delivered;
    }

    private OptionalInt oldest(int w, int d) throws SQLException {
        String sql =
                "SELECT no_o_id FROM new_order WHERE no_w_id = ? AND no_d_id = ?"
                        + " ORDER BY no_o_id LIMIT 1 FOR UPDATE";
        try (ResultSet rows = work.prepare(sql, w, d).executeQuery()) {
            return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
        }
    }

    private void deliver(Input.Delivery delivery, int d, int order) throws SQLException {
        int w = delivery.warehouse();
        work.update(
                "DELETE FROM new_order WHERE no_w_id = ? AND no_d_id = ? AND no_o_id = ?",
                w,
                d,
                order);
        int customer =
                work.one(
                        row -> row.getInt(1),
                        "SELECT o_c_id FROM orders WHERE o_w_id = ? AND o_d_id = ? AND o_id = ?",
                        w,
                        d,
                        order);
        work.update(
                "UPDATE orders SET o_carrier_id = ?"
                        + " WHERE o_w_id = ? AND o_d_id = ? AND o_id = ?",
                delivery.carrier(),
                w,
                d,
                order);
        work.prepare(
                        "UPDATE order_line SET ol_delivery_d = ?"
                                + " WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?",
                        now,
                        w,
                        d,
                        order)
                .executeUpdate();
        BigDecimal amount =
                work.one(
                        row -> row.getBigDecimal(1),
                        "SELECT sum(ol_amount) FROM order_line"
                                + " WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?",
                        w,
                        d,
                        order);
        work.update(
                "UPDATE customer SET c_balance = c_balance + ?,"
                        + " c_delivery_cnt = c_delivery_cnt + 1"
                        + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                amount,
                w,
                d,
                customer);
    }
}
