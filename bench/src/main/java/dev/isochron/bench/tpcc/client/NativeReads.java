package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.client.Scan;
import dev.isochron.client.Snapshot;
import dev.isochron.client.table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clauses 2.6.2 and 2.8.2: transactions that only read, of one moment, without locks.
final class NativeReads {

    private static final int RECENT_ORDERS = 20;

    private final Snapshot snapshot;

    NativeReads(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// Returns the customer's balance in cents.
    long orderStatus(Input.OrderStatus status) {
        int w = status.warehouse();
        int d = status.district();
        int number = NativeCustomers.number(snapshot, w, d, status.who());
        Row customer = snapshot.get("customer", w, d, number).orElseThrow();
        Scan orders = Scan.of(NativeTables.ORDERS_CUSTOMER).prefix(w, d, number).reverse().limit(1);
        Optional<Row> last = snapshot.scan(orders).findFirst();
        last.ifPresent(order -> readLines(w, d, order.number("o_id")));
        return customer.decimal("c_balance").movePointRight(2).longValueExact();
    }

    private void readLines(int w, int d, long order) {
        Row found = snapshot.get("orders", w, d, order).orElseThrow();
        long lines = snapshot.scan(Scan.of("order_line").prefix(w, d, order)).count();
        if (lines != found.number("o_ol_cnt")) {
            throw new IllegalStateException(
                    "order %s has %d lines at one moment".formatted(found.key(), lines));
        }
    }

    /// Returns how many items of the last orders are low.
    long stockLevel(Input.StockLevel level) {
        int w = level.warehouse();
        int d = level.district();
        long next = snapshot.get("district", w, d).orElseThrow().number("d_next_o_id");
        List<List<Long>> items = new ArrayList<>();
        snapshot.scan(
                        Scan.of("order_line")
                                .prefix(w, d)
                                .from(w, d, next - RECENT_ORDERS)
                                .until(w, d, next))
                .map(line -> line.number("ol_i_id"))
                .distinct()
                .forEach(item -> items.add(List.of((long) w, item)));
        return snapshot.rows("stock", items).stream()
                .filter(row -> row.orElseThrow().number("s_quantity") < level.threshold())
                .count();
    }
}
