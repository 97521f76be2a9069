package dev.isochron.bench.tpcc.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/// What an order takes from which stocks, and what it comes to (clause 2.4.2.2), whatever a driver
/// reads and writes them by.
///
/// Stocks are in the order of their keys, so that two orders lock them in the same order.
public final class Supplies {

    /// A stock falls below this only until it is filled up.
    private static final int LEAST_LEFT = 10;

    private static final int FILLED_BY = 91;

    private final Input.NewOrder order;
    private final TreeMap<Place, Optional<Stock>> stocks = new TreeMap<>();

    /// The key of a stock.
    public record Place(int warehouse, int item) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byWarehouse = Integer.compare(warehouse, other.warehouse);
            return byWarehouse != 0 ? byWarehouse : Integer.compare(item, other.item);
        }
    }

    /// What is known of a stock, its item's price included.
    ///
    /// @param info of the district that orders
    public record Stock(
            BigDecimal price, int quantity, int ytd, int orders, int remote, String info) {

        private Stock without(int taken, boolean isRemote) {
            boolean plenty = quantity >= taken + LEAST_LEFT;
            return new Stock(
                    price,
                    quantity - taken + (plenty ? 0 : FILLED_BY),
                    ytd + taken,
                    orders + 1,
                    remote + (isRemote ? 1 : 0),
                    info);
        }
    }

    /// A line that was taken.
    public record Sold(BigDecimal amount, String info) {}

    /// The stocks that an order needs, none of them known.
    public Supplies(Input.NewOrder order) {
        this.order = order;
        for (Input.Line line : order.lines()) {
            stocks.put(placeOf(line), Optional.empty());
        }
    }

    private static Place placeOf(Input.Line line) {
        return new Place(line.supplier(), line.item());
    }

    /// Each stock once, in order.
    public Collection<Place> places() {
        return stocks.keySet();
    }

    /// This is how a stock is now.
    public void found(Place place, Stock stock) {
        stocks.put(place, Optional.of(stock));
    }

    /// False if some item does not exist.
    public boolean isComplete() {
        return stocks.values().stream().allMatch(Optional::isPresent);
    }

    /// How a stock is, what was taken up to now taken away.
    public Stock at(Place place) {
        return stocks.getOrDefault(place, Optional.empty()).orElseThrow();
    }

    /// Takes what a line of the order wants.
    public Sold take(Input.Line line) {
        Place place = placeOf(line);
        boolean isRemote = line.supplier() != order.warehouse();
        Stock left = at(place).without(line.quantity(), isRemote);
        stocks.put(place, Optional.of(left));
        return new Sold(left.price().multiply(BigDecimal.valueOf(line.quantity())), left.info());
    }

    /// The sum of the lines with taxes and discount, in cents.
    public static long cents(
            BigDecimal sum, BigDecimal discount, BigDecimal warehouseTax, BigDecimal districtTax) {
        return sum.multiply(BigDecimal.ONE.subtract(discount))
                .multiply(BigDecimal.ONE.add(warehouseTax).add(districtTax))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
    }
}
