package dev.isochron.bench.tpcc.sql;

/// An order names an item that does not exist; all of it is rolled back (clause 2.4.2.3).
public final class UnusedItem extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
