package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.Input;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Finds customers by their last names.
final class SqlCustomers {

    private SqlCustomers() {}

    /// The number of the customer that is meant: of those with one last name the middle one,
    /// rounded up, in the order of their first names (clause 2.5.2.2).
    static int number(SqlWork work, int warehouse, int district, Input.Who who)
            throws SQLException {
        return switch (who) {
            case Input.Who.Numbered(int customer) -> customer;
            case Input.Who.LastName(String name) -> {
                List<Integer> namesakes = namesakes(work, warehouse, district, name);
                if (namesakes.isEmpty()) {
                    throw new SQLException("nobody is called " + name);
                }
                yield namesakes.get((namesakes.size() - 1) / 2);
            }
        };
    }

    private static List<Integer> namesakes(SqlWork work, int warehouse, int district, String name)
            throws SQLException {
        String sql =
                "SELECT c_id FROM customer WHERE c_w_id = ? AND c_d_id = ? AND c_last = ?"
                        + " ORDER BY c_first";
        List<Integer> namesakes = new ArrayList<>();
        try (ResultSet rows = work.prepare(sql, warehouse, district, name).executeQuery()) {
            while (rows.next()) {
                namesakes.add(rows.getInt(1));
            }
        }
        return namesakes;
    }
}
