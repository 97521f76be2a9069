package dev.isochron.bench.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A piece of work of one session, timed from its first statement to the end of its last.
///
/// @param operations things that it does
/// @param before statements before the clock runs
record TimedWork(String label, String unit, long operations, String before, Work work)
        implements SqlCase {

    /// What is timed.
    @FunctionalInterface
    interface Work {
        void on(Connection connection, Statement statement) throws SQLException, IOException;
    }

    @Override
    public Done on(SqlSide side) throws IOException, SQLException {
        try (Connection connection = side.connect();
                Statement statement = connection.createStatement()) {
            if (!before.isEmpty()) {
                statement.execute(before);
            }
            long startNanos = System.nanoTime();
            work.on(connection, statement);
            return new Done(operations, (System.nanoTime() - startNanos) / 1e9, 0);
        }
    }
}
