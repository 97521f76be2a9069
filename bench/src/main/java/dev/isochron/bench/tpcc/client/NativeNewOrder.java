package dev.isochron.bench.tpcc.client;

import static dev.isochron.bench.tpcc.client.NativeTables.ORDERS_CUSTOMER;

import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.Supplies;
import dev.isochron.client.Batch;
import dev.isochron.client.Transaction;
import dev.isochron.client.table.Row;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clause 2.4.2, in one attempt.
///
/// All rows are known by the order, so all are read in one request to each shard.
///
/// Columns are named where rows are hot: the tax of a warehouse and the next order of a district do
/// not stand in the way of payments, which change their sums.
final class NativeNewOrder {

    private final Transaction tx;
    private final Batch batch;

    NativeNewOrder(Transaction tx) {
        this.tx = tx;
        this.batch = tx.batch();
    }

    /// Returns the sum of the lines in cents.
    ///
    /// @throws UnusedItem if an item does not exist
    Long run(Input.NewOrder order) throws UnusedItem {
        int w = order.warehouse();
        int d = order.district();
        var wanted = batch.get(tx.columns("w_tax"), "warehouse", w);
        var orderer =
                batch.get(
                        tx.columns("c_discount", "c_last", "c_credit"),
                        "customer",
                        w,
                        d,
                        order.customer());
        var counter = batch.get(tx.columns("d_tax", "d_next_o_id").forUpdate(), "district", w, d);
        var ordered = batch.rows(tx.columns(), "item", keys(order.lines()));
        List<List<Integer>> places = places(order.lines());
        String info = "s_dist_%02d".formatted(order.district());
        var supplies =
                batch.rows(
                        tx.columns("s_quantity", "s_ytd", "s_order_cnt", "s_remote_cnt", info)
                                .forUpdate(),
                        "stock",
                        places);
        batch.read();
        Row warehouse = wanted.get().orElseThrow();
        Row customer = orderer.get().orElseThrow();
        List<Row> items = items(ordered.get());
        Row district = counter.get().orElseThrow();
        int number = (int) district.number("d_next_o_id");
        tx.patch(district.with("d_next_o_id", number + 1), "d_next_o_id");
        insertOrder(order, number);
        BigDecimal sum = lines(order, number, items, stocks(places, supplies.get()));
        return Supplies.cents(
                sum,
                customer.decimal("c_discount"),
                warehouse.decimal("w_tax"),
                district.decimal("d_tax"));
    }

    private static List<List<Integer>> keys(List<Input.Line> lines) {
        return lines.stream().map(line -> List.of(line.item())).toList();
    }

    private static List<Row> items(List<Optional<Row>> found) throws UnusedItem {
        List<Row> items = new ArrayList<>();
        for (Optional<Row> item : found) {
            items.add(item.orElseThrow(UnusedItem::new));
        }
        return items;
    }

    private void insertOrder(Input.NewOrder order, int number) {
        int w = order.warehouse();
        int d = order.district();
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        tx.insert(
                tx.row("orders")
                        .with("o_w_id", w)
                        .with("o_d_id", d)
                        .with("o_id", number)
                        .with("o_c_id", order.customer())
                        .with("o_entry_d", now)
                        .with("o_ol_cnt", order.lines().size())
                        .with("o_all_local", order.isAllLocal() ? 1 : 0));
        tx.insert(
                tx.row(ORDERS_CUSTOMER)
                        .with("o_w_id", w)
                        .with("o_d_id", d)
                        .with("o_c_id", order.customer())
                        .with("o_id", number));
        tx.insert(
                tx.row("new_order").with("no_w_id", w).with("no_d_id", d).with("no_o_id", number));
    }

    private BigDecimal lines(
            Input.NewOrder order, int number, List<Row> items, Map<List<Integer>, Row> stocks) {
        String info = "s_dist_%02d".formatted(order.district());
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < order.lines().size(); i++) {
            Input.Line line = order.lines().get(i);
            List<Integer> key = List.of(line.supplier(), line.item());
            Row stock = taken(stocks.getOrDefault(key, items.get(i)), line, order.warehouse());
            stocks.put(key, stock);
            BigDecimal amount =
                    items.get(i).decimal("i_price").multiply(BigDecimal.valueOf(line.quantity()));
            sum = sum.add(amount);
            insertLine(order, number, i, amount, stock.text(info));
        }
        stocks.values()
                .forEach(stock ->
                        tx.patch(stock, "s_quantity", "s_ytd", "s_order_cnt", "s_remote_cnt"));
        return sum;
    }

    /// The keys of all stocks, each once.
    private static List<List<Integer>> places(List<Input.Line> lines) {
        return lines.stream()
                .map(line -> List.of(line.supplier(), line.item()))
                .distinct()
                .toList();
    }

    /// @param found may lack those of items that do not exist
    private static Map<List<Integer>, Row> stocks(
            List<List<Integer>> keys, List<Optional<Row>> found) {
        Map<List<Integer>, Row> stocks = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            stocks.put(keys.get(i), found.get(i).orElseThrow());
        }
        return stocks;
    }

    private static Row taken(Row stock, Input.Line line, int warehouse) {
        long quantity = stock.number("s_quantity");
        boolean plenty = quantity >= line.quantity() + 10L;
        long left = quantity - line.quantity() + (plenty ? 0 : 91);
        int remote = line.supplier() == warehouse ? 0 : 1;
        return stock.with("s_quantity", left)
                .with("s_ytd", stock.number("s_ytd") + line.quantity())
                .with("s_order_cnt", stock.number("s_order_cnt") + 1)
                .with("s_remote_cnt", stock.number("s_remote_cnt") + remote);
    }

    private void insertLine(
            Input.NewOrder order, int number, int place, BigDecimal amount, String info) {
        Input.Line line = order.lines().get(place);
        tx.insert(
                tx.row("order_line")
                        .with("ol_w_id", order.warehouse())
                        .with("ol_d_id", order.district())
                        .with("ol_o_id", number)
                        .with("ol_number", place + 1)
                        .with("ol_i_id", line.item())
                        .with("ol_supply_w_id", line.supplier())
                        .with("ol_quantity", line.quantity())
                        .with("ol_amount", amount)
                        .with("ol_dist_info", info));
    }
}
