package dev.isochron.bench.tpcc.jooq;

import static dev.isochron.bench.tpcc.jooq.Names.*;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.SQLDataType.INTEGER;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

    /// An order names an item that does not exist; all of it is rolled back (clause 2.4.2.3).
    static final class UnusedItem extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final Field<Integer> W = field(name("w"), INTEGER);
    private static final Field<Integer> I = field(name("i"), INTEGER);

    private static final class Stock {
        BigDecimal price = BigDecimal.ZERO;
        int quantity;
        int ytd;
        int orders;
        int remote;
        String info = "";
    }

    private record Place(int warehouse, int item) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byWarehouse = Integer.compare(warehouse, other.warehouse);
            return byWarehouse != 0 ? byWarehouse : Integer.compare(item, other.item);
        }
    }

    private final DSLContext sql;
    private final Map<Place, Stock> stocks = new TreeMap<>();

    JooqNewOrder(DSLContext sql) {
        this.sql = sql;
    }

    /// Returns the sum of the lines with taxes and discount, in cents.
    long run(Input.NewOrder order) {
        int w = order.warehouse();
        int d = order.district();
        Record rates =
                sql.select(C_DISCOUNT, W_TAX)
                        .from(CUSTOMER)
                        .join(WAREHOUSE)
                        .on(W_ID.eq(C_W_ID))
                        .where(C_W_ID.eq(w), C_D_ID.eq(d), C_ID.eq(order.customer()))
                        .fetchSingle();
        readStocks(order);
        Record district =
                sql.update(DISTRICT)
                        .set(D_NEXT_O_ID, D_NEXT_O_ID.plus(1))
                        .where(D_W_ID.eq(w), D_ID.eq(d))
                        .returningResult(D_NEXT_O_ID, D_TAX)
                        .fetchSingle();
        int number = district.get(D_NEXT_O_ID) - 1;
        insertOrder(order, number);
        BigDecimal sum = lines(order, number);
        updateStocks();
        return sum.multiply(BigDecimal.ONE.subtract(rates.get(C_DISCOUNT)))
                .multiply(BigDecimal.ONE.add(rates.get(W_TAX)).add(district.get(D_TAX)))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
    }

    private void readStocks(Input.NewOrder order) {
        for (Input.Line line : order.lines()) {
            stocks.put(new Place(line.supplier(), line.item()), new Stock());
        }
        Row2<?, ?>[] keys =
                stocks.keySet().stream()
                        .map(place -> row(place.warehouse(), place.item()))
                        .toArray(Row2<?, ?>[]::new);
        @SuppressWarnings("unchecked") // each row is made of two integers just above
        Table<?> wanted = DSL.values((Row2<Integer, Integer>[]) keys).as("wanted", "w", "i");
        Field<String> info = info(order.district());
        int found = 0;
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
            Stock stock = new Stock();
            stock.price = one.get(I_PRICE);
            stock.quantity = one.get(S_QUANTITY);
            stock.ytd = one.get(S_YTD);
            stock.orders = one.get(S_ORDER_CNT);
            stock.remote = one.get(S_REMOTE_CNT);
            stock.info = one.get(info);
            stocks.put(new Place(one.get(S_W_ID), one.get(S_I_ID)), stock);
            found++;
        }
        if (found < stocks.size()) {
            throw new UnusedItem();
        }
    }

    private void insertOrder(Input.NewOrder order, int number) {
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

    private BigDecimal lines(Input.NewOrder order, int number) {
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
            Stock stock =
                    Objects.requireNonNull(stocks.get(new Place(line.supplier(), line.item())));
            take(stock, line, order.warehouse());
            BigDecimal amount = stock.price.multiply(BigDecimal.valueOf(line.quantity()));
            sum = sum.add(amount);
            insert =
                    insert.values(
                            number,
                            order.district(),
                            order.warehouse(),
                            ++place,
                            line.item(),
                            line.supplier(),
                            line.quantity(),
                            amount,
                            stock.info);
        }
        insert.execute();
        return sum;
    }

    private static void take(Stock stock, Input.Line line, int warehouse) {
        boolean plenty = stock.quantity >= line.quantity() + 10;
        stock.quantity += (plenty ? 0 : 91) - line.quantity();
        stock.ytd += line.quantity();
        stock.orders++;
        stock.remote += line.supplier() == warehouse ? 0 : 1;
    }

    private void updateStocks() {
        Row6<?, ?, ?, ?, ?, ?>[] rows =
                stocks.entrySet().stream()
                        .map(entry -> taken(entry.getKey(), entry.getValue()))
                        .toArray(Row6<?, ?, ?, ?, ?, ?>[]::new);
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

    private static Row6<Integer, Integer, Integer, Integer, Integer, Integer> taken(
            Place place, Stock stock) {
        return row(
                place.warehouse(),
                place.item(),
                stock.quantity,
                stock.ytd,
                stock.orders,
                stock.remote);
    }
}
