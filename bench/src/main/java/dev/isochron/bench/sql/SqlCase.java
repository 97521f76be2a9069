package dev.isochron.bench.sql;

import java.io.IOException;
import java.sql.SQLException;

/// What is done on every side, the same way.
interface SqlCase {

    /// As it stands in the report.
    String label();

    /// What one of the things done is called, `transaction` or `row`.
    String unit();

    /// Does it once.
    Done on(SqlSide side) throws IOException, InterruptedException, SQLException;

    /// What came of it.
    ///
    /// @param operations how many things were done
    /// @param seconds that it took
    /// @param failed how many of them failed
    record Done(double operations, double seconds, double failed) {}
}
