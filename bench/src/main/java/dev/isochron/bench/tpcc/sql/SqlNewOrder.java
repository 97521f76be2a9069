package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.Supplies;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

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

    private final SqlWork work;
    private final Input.NewOrder order;
    private final Supplies supplies;

    SqlNewOrder(SqlWork work, Input.NewOrder order) {
        this.work = work;
        this.order = order;
        this.supplies = new Supplies(order);
    }

    /// Returns the sum of the lines with taxes and discount, in cents.
    long run() throws SQLException {
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
        readStocks();
        BigDecimal[] district =
                work.one(
                        row -> new BigDecimal[] {row.getBigDecimal(1), row.getBigDecimal(2)},
                        "UPDATE district SET d_next_o_id = d_next_o_id + 1"
                                + " WHERE d_w_id = ? AND d_id = ? RETURNING d_next_o_id, d_tax",
                        w,
                        d);
        BigDecimal sum = write(district[0].intValueExact() - 1);
        return Supplies.cents(sum, rates[0], rates[1], district[1]);
    }

    private void readStocks() throws SQLException {
        String sql =
                ("SELECT s_w_id, s_i_id, i_price, s_quantity, s_ytd, s_order_cnt, s_remote_cnt,"
                                + " s_dist_%02d, i_name, i_data, s_data"
                                + " FROM (VALUES %s) AS wanted (w, i), stock, item"
                                + " WHERE s_w_id = w AND s_i_id = i AND i_id = i"
                                + " FOR UPDATE OF stock")
                        .formatted(order.district(), SqlWork.rows(supplies.places().size(), 2));
        List<Object> keys = new ArrayList<>();
        supplies.places().forEach(place -> keys.addAll(List.of(place.warehouse(), place.item())));
        try (ResultSet row = work.prepare(sql, keys.toArray()).executeQuery()) {
            while (row.next()) {
                supplies.found(new Supplies.Place(row.getInt(1), row.getInt(2)), stock(row));
            }
        }
        if (!supplies.isComplete()) {
            throw new UnusedItem();
        }
    }

    private static Supplies.Stock stock(ResultSet row) throws SQLException {
        return new Supplies.Stock(
                row.getBigDecimal(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7),
                row.getString(8));
    }

    private BigDecimal write(int number) throws SQLException {
        String sql =
                "INSERT INTO orders (o_id, o_d_id, o_w_id, o_c_id, o_entry_d, o_ol_cnt,"
                        + " o_all_local) VALUES (?, ?, ?, ?, ?, ?, ?);"
                        + " INSERT INTO new_order (no_o_id, no_d_id, no_w_id) VALUES (?, ?, ?);"
                        + " INSERT INTO order_line (ol_o_id, ol_d_id, ol_w_id, ol_number, ol_i_id,"
                        + " ol_supply_w_id, ol_quantity, ol_amount, ol_dist_info) VALUES "
                        + SqlWork.rows(order.lines().size(), 9)
                        + "; UPDATE stock SET s_quantity = q, s_ytd = y, s_order_cnt = n,"
                        + " s_remote_cnt = r FROM (VALUES "
                        + SqlWork.rows(supplies.places().size(), 6)
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
        BigDecimal sum = lines(number, values);
        supplies.places().forEach(place -> values.addAll(taken(place)));
        SqlWork.eachRow(work.prepare(sql, values.toArray()), (_, _) -> {});
        return sum;
    }

    private List<Integer> taken(Supplies.Place place) {
        Supplies.Stock stock = supplies.at(place);
        return List.of(
                place.warehouse(),
                place.item(),
                stock.quantity(),
                stock.ytd(),
                stock.orders(),
                stock.remote());
    }

    /// Adds the values of all lines, and takes from the stocks; returns the sum.
    private BigDecimal lines(int number, List<Object> values) {
        BigDecimal sum = BigDecimal.ZERO;
        int place = 0;
        for (Input.Line line : order.lines()) {
            Supplies.Sold sold = supplies.take(line);
            sum = sum.add(sold.amount());
            values.addAll(
                    List.of(
                            number,
                            order.district(),
                            order.warehouse(),
                            ++place,
                            line.item(),
                            line.supplier(),
                            line.quantity(),
                            sold.amount(),
                            sold.info()));
        }
        return sum;
    }
}
