package dev.isochron.bench.tpcc.jooq;

import static dev.isochron.bench.tpcc.jooq.Names.*;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.SQLDataType.INTEGER;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.Supplies;
import dev.isochron.bench.tpcc.sql.UnusedItem;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStep9;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.Row6;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// Clause 2.4.2, in one attempt, as in SQL that is written by hand.
final class JooqNewOrder {

    private static final Field<Integer> W = field(name("w"), INTEGER);
    private static final Field<Integer> I = field(name("i"), INTEGER);

    private final DSLContext sql;
    private final Input.NewOrder order;
    private final Supplies supplies;

    JooqNewOrder(DSLContext sql, Input.NewOrder order) {
        this.sql = sql;
        this.order = order;
        this.supplies = new Supplies(order);
    }

    /// Returns the sum of the lines with taxes and discount, in cents.
    long run() {
        int w = order.warehouse();
        int d = order.district();
        Record rates =
                sql.select(C_DISCOUNT, W_TAX)
                        .from(CUSTOMER)
                        .join(WAREHOUSE)
                        .on(W_ID.eq(C_W_ID))
                        .where(C_W_ID.eq(w), C_D_ID.eq(d), C_ID.eq(order.customer()))
                        .fetchSingle();
        readStocks();
        Record district =
                sql.update(DISTRICT)
                        .set(D_NEXT_O_ID, D_NEXT_O_ID.plus(1))
                        .where(D_W_ID.eq(w), D_ID.eq(d))
                        .returningResult(D_NEXT_O_ID, D_TAX)
                        .fetchSingle();
        int number = district.get(D_NEXT_O_ID) - 1;
        insertOrder(number);
        BigDecimal sum = lines(number);
        updateStocks();
        return Supplies.cents(sum, rates.get(C_DISCOUNT), rates.get(W_TAX), district.get(D_TAX));
    }

    private void readStocks() {
        Row2<?, ?>[] keys =
                supplies.places().stream()
                        .map(place -> row(place.warehouse(), place.item()))
                        .toArray(Row2<?, ?>[]::new);
        @SuppressWarnings("unchecked") // each row is made of two integers just above
        Table<?> wanted = DSL.values((Row2<Integer, Integer>[]) keys).as("wanted", "w", "i");
        Field<String> info = info(order.district());
        for (Record one :
                sql.select(
                                S_W_ID,
                                S_I_ID,
                                I_PRICE,
                                S_QUANTITY,
                                S_YTD,
                                S_ORDER_CNT,
                                S_REMOTE_CNT,
                                info)
                        .from(wanted, STOCK, ITEM)
                        .where(S_W_ID.eq(W), S_I_ID.eq(I), I_ID.eq(I))
                        .forUpdate()
                        .of(STOCK)
                        .fetch()) {
            supplies.found(
                    new Supplies.Place(one.get(S_W_ID), one.get(S_I_ID)),
                    new Supplies.Stock(
                            one.get(I_PRICE),
                            one.get(S_QUANTITY),
                            one.get(S_YTD),
                            one.get(S_ORDER_CNT),
                            one.get(S_REMOTE_CNT),
                            one.get(info)));
        }
        if (!supplies.isComplete()) {
            throw new UnusedItem();
        }
    }

    private void insertOrder(int number) {
        int w = order.warehouse();
        int d = order.district();
        sql.insertInto(ORDERS, O_ID, O_D_ID, O_W_ID, O_C_ID, O_ENTRY_D, O_OL_CNT, O_ALL_LOCAL)
                .values(
                        number,
                        d,
                        w,
                        order.customer(),
                        LocalDateTime.now(ZoneOffset.UTC),
                        order.lines().size(),
                        order.isAllLocal() ? 1 : 0)
                .execute();
        sql.insertInto(NEW_ORDER, NO_O_ID, NO_D_ID, NO_W_ID).values(number, d, w).execute();
    }

    private BigDecimal lines(int number) {
        InsertValuesStep9<
                        Record,
                        Integer,
                        Integer,
                        Integer,
                        Integer,
                        Integer,
                        Integer,
                        Integer,
                        BigDecimal,
                        String>
                insert =
                        sql.insertInto(
                                ORDER_LINE,
                                OL_O_ID,
                                OL_D_ID,
                                OL_W_ID,
                                OL_NUMBER,
                                OL_I_ID,
                                OL_SUPPLY_W_ID,
                                OL_QUANTITY,
                                OL_AMOUNT,
                                OL_DIST_INFO);
        BigDecimal sum = BigDecimal.ZERO;
        int place = 0;
        for (Input.Line line : order.lines()) {
            Supplies.Sold sold = supplies.take(line);
            sum = sum.add(sold.amount());
            insert =
                    insert.values(
                            number,
                            order.district(),
                            order.warehouse(),
                            ++place,
                            line.item(),
                            line.supplier(),
                            line.quantity(),
                            sold.amount(),
                            sold.info());
        }
        insert.execute();
        return sum;
    }

    private void updateStocks() {
        Row6<?, ?, ?, ?, ?, ?>[] rows =
                supplies.places().stream().map(this::taken).toArray(Row6<?, ?, ?, ?, ?, ?>[]::new);
        @SuppressWarnings("unchecked") // each row is made of six integers
        Table<?> taken =
                DSL.values((Row6<Integer, Integer, Integer, Integer, Integer, Integer>[]) rows)
                        .as("taken", "w", "i", "q", "y", "n", "r");
        sql.update(STOCK)
                .set(S_QUANTITY, field(name("q"), INTEGER))
                .set(S_YTD, field(name("y"), INTEGER))
                .set(S_ORDER_CNT, field(name("n"), INTEGER))
                .set(S_REMOTE_CNT, field(name("r"), INTEGER))
                .from(taken)
                .where(S_W_ID.eq(W), S_I_ID.eq(I))
                .execute();
    }

    private Row6<Integer, Integer, Integer, Integer, Integer, Integer> taken(Supplies.Place place) {
        Supplies.Stock stock = supplies.at(place);
        return row(
                place.warehouse(),
                place.item(),
                stock.quantity(),
                stock.ytd(),
                stock.orders(),
                stock.remote());
    }
}
