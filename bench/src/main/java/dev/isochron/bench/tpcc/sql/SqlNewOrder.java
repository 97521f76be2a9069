package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Clause 2.4.2, in one attempt.
///
/// ```
/// customer and warehouse   one SELECT
/// items and stocks         one SELECT … FOR UPDATE, in the order of their numbers, so that two
///                          orders lock them in the same order
/// district                 one UPDATE … RETURNING, which locks the counter and not the row
/// all that is written      four statements that travel together
/// ```
final class SqlNewOrder {

    /// An order names an item that does not exist; all of it is rolled back (clause 2.4.2.3).
    static final class UnusedItem extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

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

    private final SqlWork work;
    private final Map<Place, Stock> stocks = new TreeMap<>();

    SqlNewOrder(SqlWork work) {
        this.work = work;
    }

    /// Returns the sum of the lines with taxes and discount, in cents.
    long run(Input.NewOrder order) throws SQLException {
        int w = order.warehouse();
        int d = order.district();
        BigDecimal[] rates =
                work.one(
                        row -> new BigDecimal[] {row.getBigDecimal(1), row.getBigDecimal(2)},
                        "SELECT c_discount, w_tax, c_last, c_credit"
                                + " FROM customer JOIN warehouse ON w_id = c_w_id"
                                + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                        w,
                        d,
                        order.customer());
        readStocks(order);
        BigDecimal[] district =
                work.one(
                        row -> new BigDecimal[] {row.getBigDecimal(1), row.getBigDecimal(2)},
                        "UPDATE district SET d_next_o_id = d_next_o_id + 1"
                                + " WHERE d_w_id = ? AND d_id = ? RETURNING d_next_o_id, d_tax",
                        w,
                        d);
        BigDecimal sum = write(order, district[0].intValueExact() - 1);
        return sum.multiply(BigDecimal.ONE.subtract(rates[0]))
                .multiply(BigDecimal.ONE.add(rates[1]).add(district[1]))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
    }

    private void readStocks(Input.NewOrder order) throws SQLException {
        for (Input.Line line : order.lines()) {
            stocks.put(new Place(line.supplier(), line.item()), new Stock());
        }
        String sql =
                ("SELECT s_w_id, s_i_id, i_price, s_quantity, s_ytd, s_order_cnt, s_remote_cnt,"
                                + " s_dist_%02d, i_name, i_data, s_data"
                                + " FROM (VALUES %s) AS wanted (w, i), stock, item"
                                + " WHERE s_w_id = w AND s_i_id = i AND i_id = i"
                                + " FOR UPDATE OF stock")
                        .formatted(order.district(), SqlWork.rows(stocks.size(), 2));
        List<Object> keys = new ArrayList<>();
        stocks.keySet().forEach(place -> keys.addAll(List.of(place.warehouse(), place.item())));
        int found = 0;
        try (ResultSet row = work.prepare(sql, keys.toArray()).executeQuery()) {
            while (row.next()) {
                stocks.put(new Place(row.getInt(1), row.getInt(2)), stock(row));
                found++;
            }
        }
        if (found < stocks.size()) {
            throw new UnusedItem();
        }
    }

    private static Stock stock(ResultSet row) throws SQLException {
        Stock stock = new Stock();
        stock.price = row.getBigDecimal(3);
        stock.quantity = row.getInt(4);
        stock.ytd = row.getInt(5);
        stock.orders = row.getInt(6);
        stock.remote = row.getInt(7);
        stock.info = row.getString(8);
        return stock;
    }

    private BigDecimal write(Input.NewOrder order, int number) throws SQLException {
        String sql =
                "INSERT INTO orders (o_id, o_d_id, o_w_id, o_c_id, o_entry_d, o_ol_cnt,"
                        + " o_all_local) VALUES (?, ?, ?, ?, ?, ?, ?);"
                        + " INSERT INTO new_order (no_o_id, no_d_id, no_w_id) VALUES (?, ?, ?);"
                        + " INSERT INTO order_line (ol_o_id, ol_d_id, ol_w_id, ol_number, ol_i_id,"
                        + " ol_supply_w_id, ol_quantity, ol_amount, ol_dist_info) VALUES "
                        + SqlWork.rows(order.lines().size(), 9)
                        + "; UPDATE stock SET s_quantity = q, s_ytd = y, s_order_cnt = n,"
                        + " s_remote_cnt = r FROM (VALUES "
                        + SqlWork.rows(stocks.size(), 6)
                        + ") AS taken (w, i, q, y, n, r) WHERE s_w_id = w AND s_i_id = i";
        int w = order.warehouse();
        int d = order.district();
        List<Object> values =
                new ArrayList<>(
                        List.of(
                                number,
                                d,
                                w,
                                order.customer(),
                                LocalDateTime.now(ZoneOffset.UTC),
                                order.lines().size(),
                                order.isAllLocal() ? 1 : 0,
                                number,
                                d,
                                w));
        BigDecimal sum = lines(order, number, values);
        stocks.forEach((place, stock) ->
                values.addAll(
                        List.of(
                                place.warehouse(),
                                place.item(),
                                stock.quantity,
                                stock.ytd,
                                stock.orders,
                                stock.remote)));
        PreparedStatement all = work.prepare(sql, values.toArray());
        all.execute();
        while (all.getMoreResults() || all.getUpdateCount() >= 0) {
            // Each statement has counted its rows; what is wrong has been thrown.
        }
        return sum;
    }

    /// Adds the values of all lines, and takes from the stocks; returns the sum.
    private BigDecimal lines(Input.NewOrder order, int number, List<Object> values)
            throws SQLException {
        BigDecimal sum = BigDecimal.ZERO;
        int place = 0;
        for (Input.Line line : order.lines()) {
            Stock stock = stocks.get(new Place(line.supplier(), line.item()));
            if (stock == null) {
                throw new SQLException("no stock of item " + line.item());
            }
            take(stock, line, order.warehouse());
            BigDecimal amount = stock.price.multiply(BigDecimal.valueOf(line.quantity()));
            sum = sum.add(amount);
            values.addAll(
                    List.of(
                            number,
                            order.district(),
                            order.warehouse(),
                            ++place,
                            line.item(),
                            line.supplier(),
                            line.quantity(),
                            amount,
                            stock.info));
        }
        return sum;
    }

    private static void take(Stock stock, Input.Line line, int warehouse) {
        boolean plenty = stock.quantity >= line.quantity() + 10;
        stock.quantity += (plenty ? 0 : 91) - line.quantity();
        stock.ytd += line.quantity();
        stock.orders++;
        stock.remote += line.supplier() == warehouse ? 0 : 1;
    }
}
