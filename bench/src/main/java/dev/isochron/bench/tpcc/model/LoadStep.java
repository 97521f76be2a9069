package dev.isochron.bench.tpcc.model;

/// A piece of the initial rows, small enough for one transaction.
///
/// @param part what is in it
/// @param warehouse whose; items are counted as warehouse 1's
/// @param district whose, or 0
/// @param from the first of its customers, items, orders
/// @param until behind the last of them
/// @param number names it for ever, within its warehouse
public record LoadStep(Part part, int warehouse, int district, int from, int until, int number) {

    /// What is loaded when; each refers to earlier ones only.
    public enum Part {
        /// A warehouse and its districts.
        WAREHOUSE(0),
        ITEM(1),
        STOCK(2),
        CUSTOMER(3),
        HISTORY(4),
        /// Orders, their lines, and those that are new.
        ORDERS(5);

        private static final int STEPS = 1_000_000;

        private final int place;

        Part(int place) {
            this.place = place;
        }

        /// The number of its first step.
        int firstStep() {
            return place * STEPS;
        }
    }
}
