package dev.isochron.bench.tpcc.model;

import java.math.BigDecimal;
import java.util.List;

/// What one transaction is asked to do.
public sealed interface Input {

    Kind kind();

    /// A customer by number, or by last name: then the middle one of all who are called so.
    sealed interface Who {
        record Numbered(int customer) implements Who {}

        record LastName(String name) implements Who {}
    }

    /// Clause 2.4.1.
    ///
    /// @param lines 5 to 15; the last one may name an item that does not exist, and then all is
    ///   rolled back
    record NewOrder(int warehouse, int district, int customer, List<Line> lines) implements Input {
        public NewOrder {
            lines = List.copyOf(lines);
        }

        @Override
        public Kind kind() {
            return Kind.NEW_ORDER;
        }

        public boolean isAllLocal() {
            return lines.stream().allMatch(line -> line.supplier() == warehouse);
        }
    }

    /// A line of an order.
    ///
    /// @param supplier the warehouse whose stock it takes
    record Line(int item, int supplier, int quantity) {}

    /// Clause 2.5.1; the customer may be another warehouse's.
    record Payment(
            int warehouse,
            int district,
            int customerWarehouse,
            int customerDistrict,
            Who who,
            BigDecimal amount)
            implements Input {
        /// Clause 2.5.2.2.
        private static final int LONGEST_NOTE = 500;

        @Override
        public Kind kind() {
            return Kind.PAYMENT;
        }

        /// What is kept about a customer whose credit is bad, in front of what was.
        public String note(int customer, String before) {
            String note =
                    "%d %d %d %d %d %s|%s"
                            .formatted(
                                    customer,
                                    customerDistrict,
                                    customerWarehouse,
                                    district,
                                    warehouse,
                                    amount,
                                    before);
            return note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
        }
    }

    /// Clause 2.6.1.
    record OrderStatus(int warehouse, int district, Who who) implements Input {
        @Override
        public Kind kind() {
            return Kind.ORDER_STATUS;
        }
    }

    /// Clause 2.7.1.
    record Delivery(int warehouse, int carrier) implements Input {
        @Override
        public Kind kind() {
            return Kind.DELIVERY;
        }
    }

    /// Clause 2.8.1.
    record StockLevel(int warehouse, int district, int threshold) implements Input {
        @Override
        public Kind kind() {
            return Kind.STOCK_LEVEL;
        }
    }
}
