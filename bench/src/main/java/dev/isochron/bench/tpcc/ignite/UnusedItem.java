package dev.isochron.bench.tpcc.ignite;

/// The order names an item that does not exist: all is rolled back, by the rules.
final class UnusedItem extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
