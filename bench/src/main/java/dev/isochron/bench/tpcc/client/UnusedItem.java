package dev.isochron.bench.tpcc.client;

/// An order names an item that does not exist; all of it is rolled back (clause 2.4.2.3).
final class UnusedItem extends Exception {
    private static final long serialVersionUID = 1L;
}
