package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.client.Scan;
import dev.isochron.client.Transaction;
import dev.isochron.client.table.Row;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clause 2.7.4, in one attempt: the oldest new order of each district, all in one transaction.
final class NativeDelivery {

    private static final int DISTRICTS = 10;

    private final Transaction tx;
    private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);

    NativeDelivery(Transaction tx) {
        this.tx = tx;
    }

    /// Returns how many districts had an order to deliver.
    Long run(Input.Delivery delivery) {
        int w = delivery.warehouse();
        List<List<Integer>> orders = new ArrayList<>();
        for (int d = 1; d <= DISTRICTS; d++) {
            int district = d;
            oldest(w, d).ifPresent(order -> orders.add(List.of(w, district, order)));
        }
        List<List<Integer>> customers = new ArrayList<>();
        List<BigDecimal> amounts = new ArrayList<>();
        for (Optional<Row> found :
                tx.columns("o_c_id", "o_carrier_id").forUpdate().rows("orders", orders)) {
            Row order = found.orElseThrow();
            tx.patch(order.with("o_carrier_id", delivery.carrier()), "o_carrier_id");
            customers.add(List.of(w, (int) order.number("o_d_id"), (int) order.number("o_c_id")));
            amounts.add(deliverLines(order));
        }
        credit(customers, amounts);
        return (long) orders.size();
    }

    private Optional<Integer> oldest(int w, int d) {
        Optional<Row> oldest =
                tx.forUpdate().scan(Scan.of("new_order").prefix(w, d).limit(1)).findFirst();
        oldest.ifPresent(row -> tx.delete("new_order", w, d, row.number("no_o_id")));
        return oldest.map(row -> (int) row.number("no_o_id"));
    }

    private BigDecimal deliverLines(Row order) {
        Scan scan =
                Scan.of("order_line")
                        .prefix(
                                order.number("o_w_id"),
                                order.number("o_d_id"),
                                order.number("o_id"));
        BigDecimal sum = BigDecimal.ZERO;
        for (Row line : tx.forUpdate().scan(scan).toList()) {
            sum = sum.add(line.decimal("ol_amount"));
            tx.patch(line.with("ol_delivery_d", now), "ol_delivery_d");
        }
        return sum;
    }

    private void credit(List<List<Integer>> keys, List<BigDecimal> amounts) {
        List<Optional<Row>> customers =
                tx.columns("c_balance", "c_delivery_cnt").forUpdate().rows("customer", keys);
        for (int i = 0; i < keys.size(); i++) {
            Row customer = customers.get(i).orElseThrow();
            tx.patch(
                    customer.with("c_balance", customer.decimal("c_balance").add(amounts.get(i)))
                            .with("c_delivery_cnt", customer.number("c_delivery_cnt") + 1),
                    "c_balance",
                    "c_delivery_cnt");
        }
    }
}
