package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.TpccTable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ignite.sql.SqlRow;
import org.apache.ignite.table.Tuple;

/// Clause 2.7.4, in one attempt: the oldest new order of each district, all in one transaction.
final class IgniteDelivery {

    private static final int DISTRICTS = 10;

    private final IgniteWork work;
    private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);

    IgniteDelivery(IgniteWork work) {
        this.work = work;
    }

    /// Returns how many districts had an order to deliver.
    long run(Input.Delivery delivery) {
        int delivered = 0;
        for (int d = 1; d <= DISTRICTS; d++) {
            Optional<SqlRow> oldest =
                    work.first(
                            "SELECT no_o_id FROM new_order WHERE no_w_id = ? AND no_d_id = ?"
                                    + " ORDER BY no_o_id LIMIT 1",
                            delivery.warehouse(),
                            d);
            if (oldest.isPresent()) {
                deliver(delivery, d, oldest.get().intValue(0));
                delivered++;
            }
        }
        return delivered;
    }

    private void deliver(Input.Delivery delivery, int d, int number) {
        int w = delivery.warehouse();
        work.delete(TpccTable.NEW_ORDER, IgniteWork.key(TpccTable.NEW_ORDER, w, d, number));
        Tuple order = work.get(TpccTable.ORDERS, w, d, number);
        work.put(TpccTable.ORDERS, order.set("o_carrier_id", delivery.carrier()));
        BigDecimal amount = deliverLines(w, d, number, order.intValue("o_ol_cnt"));
        Tuple customer = work.get(TpccTable.CUSTOMER, w, d, order.intValue("o_c_id"));
        BigDecimal balance = customer.decimalValue("c_balance").add(amount);
        int deliveries = customer.intValue("c_delivery_cnt") + 1;
        work.put(
                TpccTable.CUSTOMER,
                customer.set("c_balance", balance).set("c_delivery_cnt", deliveries));
    }

    /// Returns the sum of the lines.
    private BigDecimal deliverLines(int w, int d, int number, int count) {
        List<Tuple> keys = new ArrayList<>();
        for (int line = 1; line <= count; line++) {
            keys.add(IgniteWork.key(TpccTable.ORDER_LINE, w, d, number, line));
        }
        List<Tuple> lines = work.rows(TpccTable.ORDER_LINE, keys);
        BigDecimal amount = BigDecimal.ZERO;
        for (Tuple line : lines) {
            amount = amount.add(line.decimalValue("ol_amount"));
            line.set("ol_delivery_d", now);
        }
        work.putAll(TpccTable.ORDER_LINE, lines);
        return amount;
    }
}
