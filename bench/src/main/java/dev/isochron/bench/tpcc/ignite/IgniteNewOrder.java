package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.Supplies;
import dev.isochron.bench.tpcc.model.TpccTable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.ignite.table.Tuple;

/// Clause 2.4.2, in one attempt.
final class IgniteNewOrder {

    private final IgniteWork work;
    private final Input.NewOrder order;
    private final Supplies supplies;

    /// The stocks as they were read: what is written back are whole rows.
    private final Map<Supplies.Place, Tuple> stocks = new TreeMap<>();

    IgniteNewOrder(IgniteWork work, Input.NewOrder order) {
        this.work = work;
        this.order = order;
        this.supplies = new Supplies(order);
    }

    /// Returns the sum of the lines with taxes and discount, in cents.
    long run() {
        int w = order.warehouse();
        int d = order.district();
        Tuple customer = work.get(TpccTable.CUSTOMER, w, d, order.customer());
        Tuple warehouse = work.get(TpccTable.WAREHOUSE, w);
        readStocks(readPrices());
        Tuple district = work.get(TpccTable.DISTRICT, w, d);
        int number = district.intValue("d_next_o_id");
        work.put(TpccTable.DISTRICT, district.set("d_next_o_id", number + 1));
        BigDecimal sum = write(number);
        return Supplies.cents(
                sum,
                customer.decimalValue("c_discount"),
                warehouse.decimalValue("w_tax"),
                district.decimalValue("d_tax"));
    }

    private Map<Integer, BigDecimal> readPrices() {
        List<Integer> items =
                supplies.places().stream().map(Supplies.Place::item).distinct().toList();
        Map<Integer, BigDecimal> prices = new TreeMap<>();
        List<Tuple> keys = items.stream().map(i -> IgniteWork.key(TpccTable.ITEM, i)).toList();
        for (Tuple item : work.rows(TpccTable.ITEM, keys)) {
            prices.put(item.intValue("i_id"), item.decimalValue("i_price"));
        }
        if (prices.size() < items.size()) {
            throw new UnusedItem();
        }
        return prices;
    }

    private void readStocks(Map<Integer, BigDecimal> prices) {
        String info = "s_dist_%02d".formatted(order.district());
        List<Tuple> keys =
                supplies.places().stream()
                        .map(at -> IgniteWork.key(TpccTable.STOCK, at.warehouse(), at.item()))
                        .toList();
        for (Tuple stock : work.rows(TpccTable.STOCK, keys)) {
            int item = stock.intValue("s_i_id");
            Supplies.Place place = new Supplies.Place(stock.intValue("s_w_id"), item);
            stocks.put(place, stock);
            supplies.found(
                    place,
                    new Supplies.Stock(
                            prices.getOrDefault(item, BigDecimal.ZERO),
                            stock.intValue("s_quantity"),
                            stock.intValue("s_ytd"),
                            stock.intValue("s_order_cnt"),
                            stock.intValue("s_remote_cnt"),
                            stock.stringValue(info)));
        }
    }

    private BigDecimal write(int number) {
        int w = order.warehouse();
        int d = order.district();
        work.put(
                TpccTable.ORDERS,
                IgniteWork.key(TpccTable.ORDERS, w, d, number)
                        .set("o_c_id", order.customer())
                        .set("o_entry_d", LocalDateTime.now(ZoneOffset.UTC))
                        .set("o_carrier_id", null)
                        .set("o_ol_cnt", order.lines().size())
                        .set("o_all_local", order.isAllLocal() ? 1 : 0));
        work.put(TpccTable.NEW_ORDER, IgniteWork.key(TpccTable.NEW_ORDER, w, d, number));
        List<Tuple> lines = new ArrayList<>();
        BigDecimal sum = lines(number, lines);
        work.putAll(TpccTable.ORDER_LINE, lines);
        List<Tuple> taken = new ArrayList<>();
        stocks.forEach((place, row) -> taken.add(taken(row, supplies.at(place))));
        work.putAll(TpccTable.STOCK, taken);
        return sum;
    }

    private static Tuple taken(Tuple row, Supplies.Stock stock) {
        return row.set("s_quantity", stock.quantity())
                .set("s_ytd", stock.ytd())
                .set("s_order_cnt", stock.orders())
                .set("s_remote_cnt", stock.remote());
    }

    /// Takes all lines from the stocks; returns the sum.
    private BigDecimal lines(int number, List<Tuple> rows) {
        BigDecimal sum = BigDecimal.ZERO;
        int w = order.warehouse();
        int d = order.district();
        for (Input.Line line : order.lines()) {
            Supplies.Sold sold = supplies.take(line);
            sum = sum.add(sold.amount());
            rows.add(
                    IgniteWork.key(TpccTable.ORDER_LINE, w, d, number, rows.size() + 1)
                            .set("ol_i_id", line.item())
                            .set("ol_supply_w_id", line.supplier())
                            .set("ol_delivery_d", null)
                            .set("ol_quantity", line.quantity())
                            .set("ol_amount", sold.amount())
                            .set("ol_dist_info", sold.info()));
        }
        return sum;
    }
}
