package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.TpccTable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.ignite.table.Tuple;

/// Clause 2.5.2, in one attempt.
final class IgnitePayment {

    private final IgniteWork work;

    IgnitePayment(IgniteWork work) {
        this.work = work;
    }

    /// Returns the customer's balance in cents.
    long run(Input.Payment payment) {
        int w = payment.warehouse();
        int d = payment.district();
        int number =
                IgniteCustomers.number(
                        work,
                        payment.customerWarehouse(),
                        payment.customerDistrict(),
                        payment.who());
        BigDecimal balance = pay(payment, number);
        Tuple district = work.get(TpccTable.DISTRICT, w, d);
        raise(TpccTable.DISTRICT, district, "d_ytd", payment.amount());
        Tuple warehouse = work.get(TpccTable.WAREHOUSE, w);
        raise(TpccTable.WAREHOUSE, warehouse, "w_ytd", payment.amount());
        String note = warehouse.stringValue("w_name") + "    " + district.stringValue("d_name");
        work.put(
                TpccTable.HISTORY,
                Tuple.create()
                        .set(IgniteStore.HISTORY_ROW, UUID.randomUUID())
                        .set("h_c_id", number)
                        .set("h_c_d_id", payment.customerDistrict())
                        .set("h_c_w_id", payment.customerWarehouse())
                        .set("h_d_id", d)
                        .set("h_w_id", w)
                        .set("h_date", LocalDateTime.now(ZoneOffset.UTC))
                        .set("h_amount", payment.amount())
                        .set("h_data", note));
        return balance.movePointRight(2).longValueExact();
    }

    private void raise(TpccTable table, Tuple row, String sum, BigDecimal by) {
        work.put(table, row.set(sum, row.decimalValue(sum).add(by)));
    }

    private BigDecimal pay(Input.Payment payment, int number) {
        Tuple customer =
                work.get(
                        TpccTable.CUSTOMER,
                        payment.customerWarehouse(),
                        payment.customerDistrict(),
                        number);
        BigDecimal balance = customer.decimalValue("c_balance").subtract(payment.amount());
        BigDecimal paid = customer.decimalValue("c_ytd_payment").add(payment.amount());
        customer.set("c_balance", balance)
                .set("c_ytd_payment", paid)
                .set("c_payment_cnt", customer.intValue("c_payment_cnt") + 1);
        if (customer.stringValue("c_credit").equals("BC")) {
            customer.set("c_data", payment.note(number, customer.stringValue("c_data")));
        }
        work.put(TpccTable.CUSTOMER, customer);
        return balance;
    }
}
