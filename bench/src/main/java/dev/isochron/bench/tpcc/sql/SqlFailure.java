package dev.isochron.bench.tpcc.sql;

import java.sql.SQLException;
import java.util.Set;

/// A statement failed for good.
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Serialization failure and deadlock: nothing was done, and it can be run again.
    private static final Set<String> UNDONE = Set.of("40001", "40P01");

    public SqlFailure(SQLException cause) {
        super(text(cause), cause);
    }

    /// Whether the transaction can be run again as it is.
    static boolean isUndone(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && UNDONE.contains(state);
    }

    private static String text(SQLException cause) {
        SQLException next = cause.getNextException();
        return "SQLSTATE %s: %s%s"
                .formatted(
                        cause.getSQLState(),
                        cause.getMessage(),
                        next == null ? "" : "; " + next.getMessage());
    }
}
