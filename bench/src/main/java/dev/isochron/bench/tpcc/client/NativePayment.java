package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.client.Batch;
import dev.isochron.client.Transaction;
import dev.isochron.client.table.Row;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/// Clause 2.5.2, in one attempt.
final class NativePayment {

    private final Transaction tx;

    NativePayment(Transaction tx) {
        this.tx = tx;
    }

    /// Returns the customer's balance in cents.
    Long run(Input.Payment payment) {
        int customer =
                NativeCustomers.number(
                        tx, payment.customerWarehouse(), payment.customerDistrict(), payment.who());
        Batch batch = tx.batch();
        var payer =
                batch.get(
                        tx.columns(
                                        "c_balance",
                                        "c_ytd_payment",
                                        "c_payment_cnt",
                                        "c_credit",
                                        "c_data")
                                .forUpdate(),
                        "customer",
                        payment.customerWarehouse(),
                        payment.customerDistrict(),
                        customer);
        var place =
                batch.get(
                        tx.columns("w_ytd", "w_name").forUpdate(),
                        "warehouse",
                        payment.warehouse());
        var part =
                batch.get(
                        tx.columns("d_ytd", "d_name").forUpdate(),
                        "district",
                        payment.warehouse(),
                        payment.district());
        batch.read();
        Row paid = pay(payment, customer, payer.get().orElseThrow());
        Row warehouse = raise(place.get().orElseThrow(), "w_ytd", payment.amount());
        Row district = raise(part.get().orElseThrow(), "d_ytd", payment.amount());
        tx.insert(
                tx.row("history")
                        .with("h_c_id", customer)
                        .with("h_c_d_id", payment.customerDistrict())
                        .with("h_c_w_id", payment.customerWarehouse())
                        .with("h_d_id", payment.district())
                        .with("h_w_id", payment.warehouse())
                        .with("h_date", LocalDateTime.now(ZoneOffset.UTC))
                        .with("h_amount", payment.amount())
                        .with("h_data", warehouse.text("w_name") + "    " + district.text("d_name"))
                        .with(NativeTables.HISTORY_ROW, rowNumber()));
        return paid.decimal("c_balance").movePointRight(2).longValueExact();
    }

    /// Above those of the load.
    private static long rowNumber() {
        return ThreadLocalRandom.current().nextLong(1L << 62, Long.MAX_VALUE);
    }

    private Row raise(Row row, String sum, BigDecimal by) {
        tx.patch(row.with(sum, row.decimal(sum).add(by)), sum);
        return row;
    }

    private Row pay(Input.Payment payment, int number, Row customer) {
        Row paid =
                customer.with("c_balance", customer.decimal("c_balance").subtract(payment.amount()))
                        .with(
                                "c_ytd_payment",
                                customer.decimal("c_ytd_payment").add(payment.amount()))
                        .with("c_payment_cnt", customer.number("c_payment_cnt") + 1);
        if (customer.text("c_credit").equals("BC")) {
            Row noted = paid.with("c_data", payment.note(number, customer.text("c_data")));
            tx.patch(noted, "c_balance", "c_ytd_payment", "c_payment_cnt", "c_data");
            return noted;
        }
        tx.patch(paid, "c_balance", "c_ytd_payment", "c_payment_cnt");
        return paid;
    }
}
