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
import java.util.TreeSet;

/// Clause 2.4.2, in one attempt.
///
/// Items and stocks are read by one statement each (one more for each other warehouse), in the
/// order of their numbers, so that two orders lock them in the same order.
final class SqlNewOrder {

    /// An order names an item that does not exist; all of it is rolled back (clause 2.4.2.3).
    static final class UnusedItem extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Stock {
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
        BigDecimal warehouseTax =
                work.one(
                        row -> row.getBigDecimal(1),
                        "SELECT w_tax FROM warehouse WHERE w_id = ?",
                        w);
        BigDecimal discount =
                work.one(
                        row -> row.getBigDecimal(1),
                        "SELECT c_discount, c_last, c_credit FROM customer"
                                + " WHERE c_w_id = ? AND c_d_id = ? AND c_id = ?",
                        w,
                        d,
                        order.customer());
        Map<Integer, BigDecimal> prices = prices(order.lines());
        BigDecimal[] districtTax = new BigDecimal[1];
        int number =
                work.one(
                        row -> {
                            districtTax[0] = row.getBigDecimal(2);
                            return row.getInt(1);
                        },
                        "SELECT d_next_o_id, d_tax FROM district"
                                + " WHERE d_w_id = ? AND d_id = ? FOR UPDATE",
                        w,
                        d);
        work.update(
                "UPDATE district SET d_next_o_id = ? WHERE d_w_id = ? AND d_id = ?",
                number + 1,
                w,
                d);
        insertOrder(order, number);
        readStocks(order);
        BigDecimal sum = lines(order, number, prices);
        updateStocks();
        return sum.multiply(BigDecimal.ONE.subtract(discount))
                .multiply(BigDecimal.ONE.add(warehouseTax).add(districtTax[0]))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
    }

    private Map<Integer, BigDecimal> prices(List<Input.Line> lines) throws SQLException {
        TreeSet<Integer> items = new TreeSet<>();
        lines.forEach(line -> items.add(line.item()));
        String sql =
                "SELECT i_id, i_price, i_name, i_data FROM item WHERE i_id IN (%s)"
                        .formatted(SqlWork.marks(items.size()));
        Map<Integer, BigDecimal> prices = new TreeMap<>();
        try (ResultSet rows = work.prepare(sql, items.toArray()).executeQuery()) {
            while (rows.next()) {
                prices.put(rows.getInt(1), rows.getBigDecimal(2));
            }
        }
        if (prices.size() < items.size()) {
            throw new UnusedItem();
        }
        return prices;
    }

    private void insertOrder(Input.NewOrder order, int number) throws SQLException {
        int w = order.warehouse();
        int d = order.district();
        work.update(
                "INSERT INTO orders (o_id, o_d_id, o_w_id, o_c_id, o_entry_d, o_ol_cnt,"
                        + " o_all_local) VALUES (?, ?, ?, ?, ?, ?, ?)",
                number,
                d,
                w,
                order.customer(),
                LocalDateTime.now(ZoneOffset.UTC),
                order.lines().size(),
                order.isAllLocal() ? 1 : 0);
        work.update(
                "INSERT INTO new_order (no_o_id, no_d_id, no_w_id) VALUES (?, ?, ?)", number, d, w);
    }

    private void readStocks(Input.NewOrder order) throws SQLException {
        Map<Integer, TreeSet<Integer>> byWarehouse = new TreeMap<>();
        for (Input.Line line : order.lines()) {
            byWarehouse.computeIfAbsent(line.supplier(), _ -> new TreeSet<>()).add(line.item());
        }
        for (Map.Entry<Integer, TreeSet<Integer>> entry : byWarehouse.entrySet()) {
            String sql =
                    ("SELECT s_i_id, s_quantity, s_ytd, s_order_cnt, s_remote_cnt, s_dist_%02d,"
                                    + " s_data FROM stock WHERE s_w_id = ? AND s_i_id IN (%s)"
                                    + " ORDER BY s_i_id FOR UPDATE")
                            .formatted(order.district(), SqlWork.marks(entry.getValue().size()));
            List<Object> parameters = new ArrayList<>(List.of(entry.getKey()));
            parameters.addAll(entry.getValue());
            try (ResultSet rows = work.prepare(sql, parameters.toArray()).executeQuery()) {
                while (rows.next()) {
                    stocks.put(new Place(entry.getKey(), rows.getInt(1)), stock(rows));
                }
            }
        }
    }

    private static Stock stock(ResultSet row) throws SQLException {
        Stock stock = new Stock();
        stock.quantity = row.getInt(2);
        stock.ytd = row.getInt(3);
        stock.orders = row.getInt(4);
        stock.remote = row.getInt(5);
        stock.info = row.getString(6);
        return stock;
    }

    private BigDecimal lines(Input.NewOrder order, int number, Map<Integer, BigDecimal> prices)
            throws SQLException {
        PreparedStatement insert =
                work.prepare(
                        "INSERT INTO order_line (ol_o_id, ol_d_id, ol_w_id, ol_number, ol_i_id,"
                                + " ol_supply_w_id, ol_quantity, ol_amount, ol_dist_info)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        BigDecimal sum = BigDecimal.ZERO;
        int place = 0;
        for (Input.Line line : order.lines()) {
            Stock stock = stocks.get(new Place(line.supplier(), line.item()));
            if (stock == null) {
                throw new SQLException("no stock of item " + line.item());
            }
            take(stock, line, order.warehouse());
            BigDecimal amount =
                    prices.getOrDefault(line.item(), BigDecimal.ZERO)
                            .multiply(BigDecimal.valueOf(line.quantity()));
            sum = sum.add(amount);
            SqlWork.bind(
                    insert,
                    number,
                    order.district(),
                    order.warehouse(),
                    ++place,
                    line.item(),
                    line.supplier(),
                    line.quantity(),
                    amount,
                    stock.info);
            insert.addBatch();
        }
        insert.executeBatch();
        return sum;
    }

    private static void take(Stock stock, Input.Line line, int warehouse) {
        boolean plenty = stock.quantity >= line.quantity() + 10;
        stock.quantity += (plenty ? 0 : 91) - line.quantity();
        stock.ytd += line.quantity();
        stock.orders++;
        stock.remote += line.supplier() == warehouse ? 0 : 1;
    }

    private void updateStocks() throws SQLException {
        PreparedStatement update =
                work.prepare(
                        "UPDATE stock SET s_quantity = ?, s_ytd = ?, s_order_cnt = ?,"
                                + " s_remote_cnt = ? WHERE s_w_id = ? AND s_i_id = ?");
        for (Map.Entry<Place, Stock> entry : stocks.entrySet()) {
            Stock stock = entry.getValue();
            SqlWork.bind(
                    update,
                    stock.quantity,
                    stock.ytd,
                    stock.orders,
                    stock.remote,
                    entry.getKey().warehouse(),
                    entry.getKey().item());
            update.addBatch();
        }
        update.executeBatch();
    }
}
