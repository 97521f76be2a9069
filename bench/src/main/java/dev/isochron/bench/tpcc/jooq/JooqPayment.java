package dev.isochron.bench.tpcc.jooq;

import static dev.isochron.bench.tpcc.jooq.Names.*;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Clause 2.5.2, in one attempt.
final class JooqPayment {

    private final DSLContext sql;

    JooqPayment(DSLContext sql) {
        this.sql = sql;
    }

    /// Returns the customer's balance in cents.
    long run(Input.Payment payment) {
        int w = payment.warehouse();
        int d = payment.district();
        int number =
                JooqReads.customer(
                        sql,
                        payment.customerWarehouse(),
                        payment.customerDistrict(),
                        payment.who());
        BigDecimal balance = pay(payment, number);
        String district =
                sql.update(DISTRICT)
                        .set(D_YTD, D_YTD.plus(payment.amount()))
                        .where(D_W_ID.eq(w), D_ID.eq(d))
                        .returningResult(D_NAME)
                        .fetchSingle(D_NAME);
        String warehouse =
                sql.update(WAREHOUSE)
                        .set(W_YTD, W_YTD.plus(payment.amount()))
                        .where(W_ID.eq(w))
                        .returningResult(W_NAME)
                        .fetchSingle(W_NAME);
        sql.insertInto(
                        HISTORY, H_C_ID, H_C_D_ID, H_C_W_ID, H_D_ID, H_W_ID, H_DATE, H_AMOUNT,
                        H_DATA)
                .values(
                        number,
                        payment.customerDistrict(),
                        payment.customerWarehouse(),
                        d,
                        w,
                        LocalDateTime.now(ZoneOffset.UTC),
                        payment.amount(),
                        warehouse + "    " + district)
                .execute();
        return balance.movePointRight(2).longValueExact();
    }

    private BigDecimal pay(Input.Payment payment, int number) {
        int w = payment.customerWarehouse();
        int d = payment.customerDistrict();
        Record customer =
                sql.update(CUSTOMER)
                        .set(C_BALANCE, C_BALANCE.minus(payment.amount()))
                        .set(C_YTD_PAYMENT, C_YTD_PAYMENT.plus(payment.amount()))
                        .set(C_PAYMENT_CNT, C_PAYMENT_CNT.plus(1))
                        .where(C_W_ID.eq(w), C_D_ID.eq(d), C_ID.eq(number))
                        .returningResult(C_BALANCE, C_CREDIT, C_DATA)
                        .fetchSingle();
        if (customer.get(C_CREDIT).equals("BC")) {
            sql.update(CUSTOMER)
                    .set(C_DATA, payment.note(number, customer.get(C_DATA)))
                    .where(C_W_ID.eq(w), C_D_ID.eq(d), C_ID.eq(number))
                    .execute();
        }
        return customer.get(C_BALANCE);
    }
}
