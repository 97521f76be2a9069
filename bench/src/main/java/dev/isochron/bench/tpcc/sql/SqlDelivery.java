package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Clause 2.7.4, in one attempt: the oldest new order of each district, all in one transaction.
///
/// ```
/// oldest orders       ten SELECT … LIMIT 1 FOR UPDATE that travel together
/// what is delivered   a DELETE and two UPDATE … RETURNING that travel together, over all districts
/// customers           one UPDATE
/// ```
final class SqlDelivery {

    private static final int DISTRICTS = 10;

    private static final String OLDEST = oldest();

    private final SqlWork work;
    private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);

    SqlDelivery(SqlWork work) {
        this.work = work;
    }

    private static String oldest() {
        List<String> each = new ArrayList<>();
        for (int d = 1; d <= DISTRICTS; d++) {
            each.add(
                    "SELECT no_d_id, no_o_id FROM new_order WHERE no_w_id = ? AND no_d_id = "
                            + d
                            + " ORDER BY no_o_id LIMIT 1 FOR UPDATE");
        }
        return String.join("; ", each);
    }

    /// Returns how many districts had an order to deliver.
    long run(Input.Delivery delivery) throws SQLException {
        int w = delivery.warehouse();
        SortedMap<Integer, Integer> orders = oldest(w);
        if (!orders.isEmpty()) {
            deliver(delivery, orders);
        }
        return orders.size();
    }

    /// Orders by district.
    private SortedMap<Integer, Integer> oldest(int w) throws SQLException {
        Object[] warehouses = new Object[DISTRICTS];
        Arrays.fill(warehouses, w);
        SortedMap<Integer, Integer> orders = new TreeMap<>();
        PreparedStatement all = work.prepare(OLDEST, warehouses);
        SqlWork.eachRow(all, (_, row) -> orders.put(row.getInt(1), row.getInt(2)));
        return orders;
    }

    private void deliver(Input.Delivery delivery, SortedMap<Integer, Integer> orders)
            throws SQLException {
        int w = delivery.warehouse();
        String these = " (VALUES " + SqlWork.rows(orders.size(), 3) + ") AS t (w, d, o) WHERE ";
        String sql =
                "DELETE FROM new_order USING"
                        + these
                        + "no_w_id = w AND no_d_id = d AND no_o_id = o;"
                        + " UPDATE orders SET o_carrier_id = ? FROM"
                        + these
                        + "o_w_id = w AND o_d_id = d AND o_id = o RETURNING o_d_id, o_c_id;"
                        + " UPDATE order_line SET ol_delivery_d = ? FROM"
                        + these
                        + "ol_w_id = w AND ol_d_id = d AND ol_o_id = o"
                        + " RETURNING ol_d_id, ol_amount";
        List<Object> keys = new ArrayList<>();
        orders.forEach((d, order) -> keys.addAll(List.of(w, d, order)));
        List<Object> values = new ArrayList<>(keys);
        values.add(delivery.carrier());
        values.addAll(keys);
        values.add(now);
        values.addAll(keys);
        SortedMap<Integer, Integer> customers = new TreeMap<>();
        SortedMap<Integer, BigDecimal> amounts = new TreeMap<>();
        SqlWork.eachRow(
                work.prepare(sql, values.toArray()),
                (result, row) -> {
                    if (result == 0) {
                        customers.put(row.getInt(1), row.getInt(2));
                    } else {
                        amounts.merge(row.getInt(1), row.getBigDecimal(2), BigDecimal::add);
                    }
                });
        if (!customers.keySet().equals(orders.keySet())) {
            throw new SQLException("orders " + orders + " belong to customers " + customers);
        }
        credit(w, customers, amounts);
    }

    private void credit(
            int w, SortedMap<Integer, Integer> customers, SortedMap<Integer, BigDecimal> amounts)
            throws SQLException {
        String sql =
                "UPDATE customer SET c_balance = c_balance + a,"
                        + " c_delivery_cnt = c_delivery_cnt + 1 FROM (VALUES "
                        + SqlWork.rows(customers.size(), 4)
                        + ") AS t (w, d, c, a) WHERE c_w_id = w AND c_d_id = d AND c_id = c";
        List<Object> values = new ArrayList<>();
        customers.forEach((d, customer) ->
                values.addAll(List.of(w, d, customer, amounts.getOrDefault(d, BigDecimal.ZERO))));
        int rows = work.prepare(sql, values.toArray()).executeUpdate();
        if (rows != customers.size()) {
            throw new SQLException(rows + " customers instead of " + customers);
        }
    }
}
