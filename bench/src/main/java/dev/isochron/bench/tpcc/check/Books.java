package dev.isochron.bench.tpcc.check;

import dev.isochron.bench.tpcc.model.TpccRow;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rows of one district, added up.
final class Books {

    /// What an order says of itself, and what its lines say.
    static final class Order {
        int customer;
        int declaredLines;
        boolean isDelivered;
        boolean isNew;
        boolean isThere;
        int lines;
        int deliveredLines;
        BigDecimal amount = BigDecimal.ZERO;
    }

    /// What a customer's row says, and what payments and deliveries add up to.
    static final class Customer {
        BigDecimal balance = BigDecimal.ZERO;
        BigDecimal paidInAll = BigDecimal.ZERO;
        int deliveries;
        BigDecimal payments = BigDecimal.ZERO;
        BigDecimal delivered = BigDecimal.ZERO;
    }

    final Map<Integer, Order> orders = new TreeMap<>();
    final Map<Integer, Customer> customers = new TreeMap<>();

    void order(TpccRow row) {
        Order order = order(number(row, "o_id"));
        order.isThere = true;
        order.customer = number(row, "o_c_id");
        order.declaredLines = number(row, "o_ol_cnt");
        order.isDelivered = row.value("o_carrier_id") != null;
    }

    void newOrder(TpccRow row) {
        order(number(row, "no_o_id")).isNew = true;
    }

    void line(TpccRow row) {
        Order order = order(number(row, "ol_o_id"));
        order.lines++;
        order.amount = order.amount.add(amount(row, "ol_amount"));
        if (row.value("ol_delivery_d") != null) {
            order.deliveredLines++;
        }
    }

    void customer(TpccRow row) {
        Customer customer = customerOf(number(row, "c_id"));
        customer.balance = amount(row, "c_balance");
        customer.paidInAll = amount(row, "c_ytd_payment");
        customer.deliveries = number(row, "c_delivery_cnt");
    }

    void payment(TpccRow row) {
        Customer customer = customerOf(number(row, "h_c_id"));
        customer.payments = customer.payments.add(amount(row, "h_amount"));
    }

    /// Once all rows are in: hands what was delivered to the customers.
    void close() {
        for (Order order : orders.values()) {
            if (order.isDelivered) {
                Customer customer = customerOf(order.customer);
                customer.delivered = customer.delivered.add(order.amount);
            }
        }
    }

    private Order order(int number) {
        return orders.computeIfAbsent(number, _ -> new Order());
    }

    private Customer customerOf(int number) {
        return customers.computeIfAbsent(number, _ -> new Customer());
    }

    static int number(TpccRow row, String column) {
        return required(row, column) instanceof Number number ? number.intValue() : wrong(column);
    }

    static BigDecimal amount(TpccRow row, String column) {
        return required(row, column) instanceof BigDecimal amount
                ? amount
                : BigDecimal.valueOf(wrong(column));
    }

    private static Object required(TpccRow row, String column) {
        @Nullable Object value = row.value(column);
        if (value == null) {
            throw new IllegalStateException(column + " is null");
        }
        return value;
    }

    private static int wrong(String column) {
        throw new IllegalStateException(column + " is no number");
    }
}
