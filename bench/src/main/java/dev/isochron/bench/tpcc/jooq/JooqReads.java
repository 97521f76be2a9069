package dev.isochron.bench.tpcc.jooq;

import static dev.isochron.bench.tpcc.jooq.Names.*;
import static org.jooq.impl.DSL.countDistinct;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Clauses 2.6.2 and 2.8.2: transactions that only read.
final class JooqReads {

    private static final int RECENT_ORDERS = 20;

    private final DSLContext sql;

    JooqReads(DSLContext sql) {
        this.sql = sql;
    }

    /// The number of the customer that is meant: of those with one last name the middle one,
    /// rounded up, in the order of their first names (clause 2.5.2.2).
    static int customer(DSLContext sql, int warehouse, int district, Input.Who who) {
        return switch (who) {
            case Input.Who.Numbered(int customer) -> customer;
            case Input.Who.LastName(String name) -> {
                List<Integer> namesakes =
                        sql.select(C_ID)
                                .from(CUSTOMER)
                                .where(C_W_ID.eq(warehouse), C_D_ID.eq(district), C_LAST.eq(name))
                                .orderBy(C_FIRST)
                                .fetch(C_ID);
                if (namesakes.isEmpty()) {
                    throw new IllegalStateException("nobody is called " + name);
                }
                yield namesakes.get((namesakes.size() - 1) / 2);
            }
        };
    }

    /// Returns the customer's balance in cents.
    long orderStatus(Input.OrderStatus status) {
        int w = status.warehouse();
        int d = status.district();
        int number = customer(sql, w, d, status.who());
        BigDecimal balance =
                sql.select(C_BALANCE, C_FIRST, C_LAST)
                        .from(CUSTOMER)
                        .where(C_W_ID.eq(w), C_D_ID.eq(d), C_ID.eq(number))
                        .fetchSingle(C_BALANCE);
        sql.select(O_ID, O_CARRIER_ID, O_ENTRY_D, O_OL_CNT)
                .from(ORDERS)
                .where(O_W_ID.eq(w), O_D_ID.eq(d), O_C_ID.eq(number))
                .orderBy(O_ID.desc())
                .limit(1)
                .fetchOptional()
                .ifPresent(order -> readLines(w, d, order));
        return balance.movePointRight(2).longValueExact();
    }

    private void readLines(int w, int d, Record order) {
        int lines =
                sql.select(OL_I_ID, OL_SUPPLY_W_ID, OL_QUANTITY, OL_AMOUNT, OL_DELIVERY_D)
                        .from(ORDER_LINE)
                        .where(OL_W_ID.eq(w), OL_D_ID.eq(d), OL_O_ID.eq(order.get(O_ID)))
                        .fetch()
                        .size();
        if (lines != order.get(O_OL_CNT)) {
            throw new IllegalStateException(
                    "order %d of district %d has %d lines, not %d"
                            .formatted(order.get(O_ID), d, lines, order.get(O_OL_CNT)));
        }
    }

    /// Returns how many items of the last orders are low.
    long stockLevel(Input.StockLevel level) {
        int w = level.warehouse();
        int d = level.district();
        int next =
                sql.select(D_NEXT_O_ID)
                        .from(DISTRICT)
                        .where(D_W_ID.eq(w), D_ID.eq(d))
                        .fetchSingle(D_NEXT_O_ID);
        return sql.select(countDistinct(S_I_ID))
                .from(ORDER_LINE, STOCK)
                .where(
                        OL_W_ID.eq(w),
                        OL_D_ID.eq(d),
                        OL_O_ID.ge(next - RECENT_ORDERS),
                        OL_O_ID.lt(next),
                        S_W_ID.eq(w),
                        S_I_ID.eq(OL_I_ID),
                        S_QUANTITY.lt(level.threshold()))
                .fetchSingle()
                .value1();
    }
}
