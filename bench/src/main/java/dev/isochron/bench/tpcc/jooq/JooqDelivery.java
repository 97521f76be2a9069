package dev.isochron.bench.tpcc.jooq;

import static dev.isochron.bench.tpcc.jooq.Names.*;
import static org.jooq.impl.DSL.sum;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Clause 2.7.4, in one attempt: the oldest new order of each district, all in one transaction.
final class JooqDelivery {

    private static final int DISTRICTS = 10;

    private final DSLContext sql;
    private final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);

    JooqDelivery(DSLContext sql) {
        this.sql = sql;
    }

    /// Returns how many districts had an order to deliver.
    long run(Input.Delivery delivery) {
        int w = delivery.warehouse();
        int delivered = 0;
        for (int d = 1; d <= DISTRICTS; d++) {
            @Nullable Integer oldest =
                    sql.select(NO_O_ID)
                            .from(NEW_ORDER)
                            .where(NO_W_ID.eq(w), NO_D_ID.eq(d))
                            .orderBy(NO_O_ID)
                            .limit(1)
                            .forUpdate()
                            .fetchOne(NO_O_ID);
            if (oldest != null) {
                deliver(delivery, d, oldest);
                delivered++;
            }
        }
        return delivered;
    }

    private void deliver(Input.Delivery delivery, int d, int order) {
        int w = delivery.warehouse();
        sql.deleteFrom(NEW_ORDER).where(NO_W_ID.eq(w), NO_D_ID.eq(d), NO_O_ID.eq(order)).execute();
        int customer =
                sql.update(ORDERS)
                        .set(O_CARRIER_ID, delivery.carrier())
                        .where(O_W_ID.eq(w), O_D_ID.eq(d), O_ID.eq(order))
                        .returningResult(O_C_ID)
                        .fetchSingle(O_C_ID);
        sql.update(ORDER_LINE)
                .set(OL_DELIVERY_D, now)
                .where(OL_W_ID.eq(w), OL_D_ID.eq(d), OL_O_ID.eq(order))
                .execute();
        BigDecimal amount =
                sql.select(sum(OL_AMOUNT))
                        .from(ORDER_LINE)
                        .where(OL_W_ID.eq(w), OL_D_ID.eq(d), OL_O_ID.eq(order))
                        .fetchSingle()
                        .value1();
        sql.update(CUSTOMER)
                .set(C_BALANCE, C_BALANCE.plus(amount))
                .set(C_DELIVERY_CNT, C_DELIVERY_CNT.plus(1))
                .where(C_W_ID.eq(w), C_D_ID.eq(d), C_ID.eq(customer))
                .execute();
    }
}
