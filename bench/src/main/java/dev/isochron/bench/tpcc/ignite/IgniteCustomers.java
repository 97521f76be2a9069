package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.Input;
import java.util.List;
import org.apache.ignite.sql.SqlRow;

/// Finds customers by their last names.
final class IgniteCustomers {

    private IgniteCustomers() {}

    /// The number of the customer that is meant: of those with one last name the middle one,
    /// rounded up, in the order of their first names (clause 2.5.2.2).
    static int number(IgniteWork work, int warehouse, int district, Input.Who who) {
        return switch (who) {
            case Input.Who.Numbered(int customer) -> customer;
            case Input.Who.LastName(String name) -> {
                List<SqlRow> namesakes =
                        work.all(
                                "SELECT c_id FROM customer"
                                        + " WHERE c_w_id = ? AND c_d_id = ? AND c_last = ?"
                                        + " ORDER BY c_first",
                                warehouse,
                                district,
                                name);
                if (namesakes.isEmpty()) {
                    throw new IllegalStateException("nobody is called " + name);
                }
                yield namesakes.get((namesakes.size() - 1) / 2).intValue(0);
            }
        };
    }
}
