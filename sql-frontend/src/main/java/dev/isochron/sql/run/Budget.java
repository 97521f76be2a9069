package dev.isochron.sql.run;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;

/// Memory that one statement may hold for its sorts, groups and joins.
public final class Budget {

    /// What a statement has unless the session says otherwise.
    public static final long DEFAULT_BYTES = 256L << 20;

    private static final long OF_A_ROW = 48;
    private static final long OF_A_VALUE = 24;

    private final long limit;
    private long used;

    public Budget(long limit) {
        this.limit = limit;
    }

    /// Takes some.
    ///
    /// @throws dev.isochron.sql.error.SqlException if it is spent
    public void take(long bytes) {
        used += bytes;
        if (used > limit) {
            throw SqlError.of(SqlCode.OUT_OF_MEMORY, "out of memory")
                    .withDetail(
                            "The statement would hold more than %d MiB in memory."
                                    .formatted(limit >> 20))
                    .withHint("Ask for less at once, or sort and join by an index.")
                    .exception();
        }
    }

    /// Gives some back.
    public void giveBack(long bytes) {
        used -= bytes;
    }

    /// About how much a row takes.
    public static long of(Value[] row) {
        long bytes = OF_A_ROW;
        for (Value value : row) {
            bytes +=
                    switch (value) {
                        case Value.Text(String text) -> OF_A_VALUE + 2L * text.length();
                        case Bytes content -> OF_A_VALUE + content.length();
                        case Value.Array(var elements) -> OF_A_VALUE * (elements.size() + 1L);
                        case Value.Null _ -> 0;
                        default -> OF_A_VALUE;
                    };
        }
        return bytes;
    }
}
