package dev.isochron.bench.tpcc.check;

import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Checks all twelve conditions.
public final class Consistency {

    private final TpccScale scale;
    private final TpccView view;
    private final List<Finding> findings = new ArrayList<>();

    /// Payments by the district that took them, which may be another than the customer's.
    private final Map<Integer, BigDecimal> takenByDistrict = new TreeMap<>();

    private Consistency(TpccScale scale, TpccView view) {
        this.scale = scale;
        this.view = view;
    }

    /// What does not hold; nothing if all is well.
    public static List<Finding> check(TpccScale scale, TpccView view) {
        Consistency consistency = new Consistency(scale, view);
        consistency.run();
        return List.copyOf(consistency.findings);
    }

    private void run() {
        for (int w = 1; w <= scale.warehouses(); w++) {
            for (int d = 1; d <= scale.districts(); d++) {
                district(w, d);
            }
        }
        for (int w = 1; w <= scale.warehouses(); w++) {
            sums(w);
        }
    }

    private void district(int w, int d) {
        Books books = new Books();
        view.ofDistrict(TpccTable.CUSTOMER, w, d, books::customer);
        view.ofDistrict(
                TpccTable.HISTORY,
                w,
                d,
                row -> {
                    books.payment(row);
                    taken(row);
                });
        view.ofDistrict(TpccTable.ORDERS, w, d, books::order);
        view.ofDistrict(TpccTable.NEW_ORDER, w, d, books::newOrder);
        view.ofDistrict(TpccTable.ORDER_LINE, w, d, books::line);
        books.close();
        String where = "warehouse %d, district %d".formatted(w, d);
        numbers(where, books, Books.number(view.district(w, d), "d_next_o_id"));
        orders(where, books);
        customers(where, books);
    }

    private void taken(TpccRow row) {
        int at = place(Books.number(row, "h_w_id"), Books.number(row, "h_d_id"));
        takenByDistrict.merge(at, Books.amount(row, "h_amount"), BigDecimal::add);
    }

    private int place(int w, int d) {
        return w * (scale.districts() + 1) + d;
    }

    /// Conditions 2, 3, 4 and 11.
    private void numbers(String where, Books books, int next) {
        int last = 0;
        int firstNew = 0;
        int lastNew = 0;
        int newOrders = 0;
        int orders = 0;
        long declared = 0;
        long lines = 0;
        for (Map.Entry<Integer, Books.Order> entry : books.orders.entrySet()) {
            Books.Order order = entry.getValue();
            declared += order.declaredLines;
            lines += order.lines;
            if (order.isThere) {
                last = entry.getKey();
                orders++;
            }
            if (order.isNew) {
                firstNew = newOrders == 0 ? entry.getKey() : firstNew;
                lastNew = entry.getKey();
                newOrders++;
            }
        }
        require(2, where, next - 1 == last, "next order %d, last order %d", next, last);
        require(
                2,
                where,
                newOrders == 0 || lastNew == last,
                "last order %d, last new order %d",
                last,
                lastNew);
        require(
                3,
                where,
                newOrders == 0 || lastNew - firstNew + 1 == newOrders,
                "%d new orders from %d to %d",
                newOrders,
                firstNew,
                lastNew);
        require(4, where, declared == lines, "%d lines declared, %d there", declared, lines);
        long deliveries = books.customers.values().stream().mapToLong(c -> c.deliveries).sum();
        require(
                11,
                where,
                orders - newOrders == scale.delivered() + deliveries,
                "%d orders, %d new ones, %d delivered since the load",
                orders,
                newOrders,
                deliveries);
    }

    /// Conditions 5, 6 and 7.
    private void orders(String where, Books books) {
        for (Map.Entry<Integer, Books.Order> entry : books.orders.entrySet()) {
            Books.Order order = entry.getValue();
            String at = where + ", order " + entry.getKey();
            require(
                    5,
                    at,
                    order.isThere && order.isNew != order.isDelivered,
                    "exists %s, is new %s, has a carrier %s",
                    order.isThere,
                    order.isNew,
                    order.isDelivered);
            require(
                    6,
                    at,
                    order.declaredLines == order.lines,
                    "%d lines declared, %d there",
                    order.declaredLines,
                    order.lines);
            int expected = order.isDelivered ? order.lines : 0;
            require(
                    7,
                    at,
                    order.deliveredLines == expected,
                    "%d of %d lines delivered, has a carrier %s",
                    order.deliveredLines,
                    order.lines,
                    order.isDelivered);
        }
    }

    /// Conditions 10 and 12.
    private void customers(String where, Books books) {
        for (Map.Entry<Integer, Books.Customer> entry : books.customers.entrySet()) {
            Books.Customer customer = entry.getValue();
            String at = where + ", customer " + entry.getKey();
            BigDecimal owed = customer.delivered.subtract(customer.payments);
            require(
                    10,
                    at,
                    customer.balance.compareTo(owed) == 0,
                    "balance %s, delivered less paid %s",
                    customer.balance,
                    owed);
            BigDecimal both = customer.balance.add(customer.paidInAll);
            require(
                    12,
                    at,
                    both.compareTo(customer.delivered) == 0,
                    "balance and payments %s, delivered %s",
                    both,
                    customer.delivered);
        }
    }

    /// Conditions 1, 8 and 9.
    private void sums(int w) {
        BigDecimal ofDistricts = BigDecimal.ZERO;
        BigDecimal ofPayments = BigDecimal.ZERO;
        for (int d = 1; d <= scale.districts(); d++) {
            BigDecimal sum = Books.amount(view.district(w, d), "d_ytd");
            BigDecimal taken = takenByDistrict.getOrDefault(place(w, d), BigDecimal.ZERO);
            require(
                    9,
                    "warehouse %d, district %d".formatted(w, d),
                    sum.compareTo(taken) == 0,
                    "sum %s, payments %s",
                    sum,
                    taken);
            ofDistricts = ofDistricts.add(sum);
            ofPayments = ofPayments.add(taken);
        }
        BigDecimal sum = Books.amount(view.warehouse(w), "w_ytd");
        String where = "warehouse " + w;
        require(
                1,
                where,
                sum.compareTo(ofDistricts) == 0,
                "sum %s, districts %s",
                sum,
                ofDistricts);
        require(8, where, sum.compareTo(ofPayments) == 0, "sum %s, payments %s", sum, ofPayments);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library that is used here
    private void require(
            int condition, String where, boolean holds, String what, Object... values) {
        if (!holds) {
            findings.add(new Finding(condition, where, what.formatted(values)));
        }
    }
}
