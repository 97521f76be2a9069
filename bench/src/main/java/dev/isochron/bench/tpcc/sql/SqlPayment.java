package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Clause 2.5.2, in one attempt.
final class SqlPayment {

    private record Customer(BigDecimal balance, String credit, String data) {}

    private final SqlWork work;

    SqlPayment(SqlWork work) {
        this.work = work;
    }

    /// Returns the customer's balance in cents.
    long run(Input.Payment payment) throws SQLException {
        int w = payment.warehouse();
        int d = payment.district();
        int number =
                SqlCustomers.number(
                        work,
                        payment.customerWarehouse(),
                        payment.customerDistrict(),
                        payment.who());
        BigDecimal balance = pay(payment, number);
        String district =
                work.one(
                        row -> row.getString(1),
                        "UPDATE district SET d_ytd = d_ytd + ? WHERE d_w_id = ? AND d_id = ?"
                                + " RETURNING d_name, d_street_1, d_street_2, d_city, d_state,"
                                + " d_zip",
                        payment.amount(),
                        w,
                        d);
        String warehouse =
                work.one(
                        row -> row.getString(1),
                        "UPDATE warehouse SET w_ytd = w_ytd + ? WHERE w_id = ?"
                                + " RETURNING w_name, w_street_1, w_street_2, w_city, w_state,"
                                + " w_zip",
                        payment.amount(),
                        w);
        work.update(
                "INSERT INTO history (h_c_id, h_c_d_id, h_c_w_id, h_d_id, h_w_id, h_date, h_amount,"
                        + " h_data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                number,
                payment.customerDistrict(),
                payment.customerWarehouse(),
                d,
                w,
                LocalDateTime.now(ZoneOffset.UTC),
                payment.amount(),
                warehouse + "    " + district);
        return balance.movePointRight(2).longValueExact();
    }

    /// One statement; one more for a customer whose credit is bad, about whom a note is kept.
    private BigDecimal pay(Input.Payment payment, int number) throws SQLException {
        int w = payment.customerWarehouse();
        int d = payment.customerDistrict();
        Customer customer =
                work.one(
                        row ->
                                new Customer(
                                        row.getBigDecimal(1), row.getString(2), row.getString(3)),
                        "UPDATE customer SET c_balance = c_balance - ?,"
                                + " c_ytd_payment = c_ytd_payment + ?,"
                                + " c_payment_cnt = c_payment_cnt + 1"
                                + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?"
                                + " RETURNING c_balance, c_credit, c_data, c_first, c_middle,"
                                + " c_last, c_street_1, c_city, c_since, c_discount",
                        payment.amount(),
                        payment.amount(),
                        w,
                        d,
                        number);
        if (customer.credit().equals("BC")) {
            work.update(
                    "UPDATE customer SET c_data = ? WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                    payment.note(number, customer.data()),
                    w,
                    d,
                    number);
        }
        return customer.balance();
    }
}
