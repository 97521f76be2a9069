package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.TpccTable;
import java.math.BigDecimal;
import org.apache.ignite.table.Tuple;

/// Clauses 2.6.2 and 2.8.2: transactions that only read.
final class IgniteReads {

    private static final int RECENT_ORDERS = 20;

    private final IgniteWork work;

    IgniteReads(IgniteWork work) {
        this.work = work;
    }

    /// Returns the customer's balance in cents.
    long orderStatus(Input.OrderStatus status) {
        int w = status.warehouse();
        int d = status.district();
        int number = IgniteCustomers.number(work, w, d, status.who());
        BigDecimal balance = work.get(TpccTable.CUSTOMER, w, d, number).decimalValue("c_balance");
        String last =
                "SELECT o_id, o_ol_cnt FROM orders WHERE o_w_id = ? AND o_d_id = ? AND o_c_id = ?"
                        + " ORDER BY o_id DESC LIMIT 1";
        work.first(last, w, d, number)
                .ifPresent(order -> readLines(w, d, order.intValue(0), order.intValue(1)));
        return balance.movePointRight(2).longValueExact();
    }

    private void readLines(int w, int d, int order, int expected) {
        int lines =
                work.all(
                                "SELECT ol_i_id, ol_supply_w_id, ol_quantity, ol_amount,"
                                        + " ol_delivery_d FROM order_line"
                                        + " WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id = ?",
                                w,
                                d,
                                order)
                        .size();
        if (lines != expected) {
            throw new IllegalStateException(
                    "order %d of district %d has %d lines, not %d"
                            .formatted(order, d, lines, expected));
        }
    }

    /// Returns how many items of the last orders are low.
    long stockLevel(Input.StockLevel level) {
        int w = level.warehouse();
        int d = level.district();
        Tuple district = work.get(TpccTable.DISTRICT, w, d);
        int next = district.intValue("d_next_o_id");
        return work.first(
                        "SELECT count(DISTINCT s_i_id) FROM order_line"
                                + " JOIN stock ON s_w_id = ol_w_id AND s_i_id = ol_i_id"
                                + " WHERE ol_w_id = ? AND ol_d_id = ? AND ol_o_id >= ?"
                                + " AND ol_o_id < ? AND s_quantity < ?",
                        w,
                        d,
                        next - RECENT_ORDERS,
                        next,
                        level.threshold())
                .orElseThrow()
                .longValue(0);
    }
}
