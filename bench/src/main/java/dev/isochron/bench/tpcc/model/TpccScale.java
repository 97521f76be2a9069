package dev.isochron.bench.tpcc.model;

/// How many rows there are.
///
/// @param warehouses the only number that the rules leave open
/// @param items clause 4.3.3.1: 100,000, and as many stock rows for each warehouse
/// @param districts of each warehouse: 10
/// @param customers of each district: 3,000, and as many orders
public record TpccScale(int warehouses, int items, int districts, int customers) {

    /// Rows have a number of the warehouse in them that fits four digits on a screen.
    private static final int MAX_WAREHOUSES = 9_999;

    public TpccScale {
        if (warehouses < 1 || warehouses > MAX_WAREHOUSES) {
            throw new IllegalArgumentException(
                    "1 to %d warehouses, not %d".formatted(MAX_WAREHOUSES, warehouses));
        }
    }

    /// As the rules have it.
    public static TpccScale standard(int warehouses) {
        return new TpccScale(warehouses, 100_000, 10, 3_000);
    }

    /// A hundredth of it, for tests and first impressions; not per the rules.
    public static TpccScale tiny(int warehouses) {
        return new TpccScale(warehouses, 1_000, 10, 30);
    }

    public boolean isStandard() {
        return equals(standard(warehouses));
    }

    /// Orders of a district that are delivered already; the others are new. Clause 4.3.3.1.
    public int delivered() {
        return customers * 7 / 10;
    }

    /// Last names that at least one customer has; clause 4.3.2.3 has 1,000.
    public int lastNames() {
        return Math.min(1_000, customers);
    }

    /// Rows of the nine tables, order lines counted with the 10 that an order has on average.
    public long rows() {
        long district = 1L + 3L * customers + customers - delivered() + 10L * customers;
        return items + warehouses * (1 + items + districts * district);
    }
}
