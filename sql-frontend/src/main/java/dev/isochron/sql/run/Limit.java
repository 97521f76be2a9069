package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Leaves out the first rows, and ends after some.
///
/// @param count how many at most; null or a value that is null: all
/// @param offset how many are left out
public record Limit(Operator input, @Nullable Expression count, @Nullable Expression offset)
        implements Operator {

    private static final Value[] NO_ROW = {};

    @Override
    public RowSource open(Execution execution) {
        long most = number(count, Long.MAX_VALUE, true, execution);
        long skipped = number(offset, 0, false, execution);
        if (most == 0) {
            return RowSource.EMPTY;
        }
        RowSource rows = execution.open(input);
        return new Passing(rows) {
            private long toSkip = skipped;
            private long left = most;

            @Override
            public Value @Nullable [] next() {
                while (toSkip > 0) {
                    toSkip--;
                    if (rows.next() == null) {
                        left = 0;
                        break;
                    }
                }
                if (left == 0) {
                    return null;
                }
                left--;
                return rows.next();
            }
        };
    }

    /// The number that an expression gives.
    static long number(
            @Nullable Expression from, long otherwise, boolean isLimit, Execution execution) {
        if (from == null || !(from.evaluate(NO_ROW, execution) instanceof Value.Int(long number))) {
            return otherwise;
        }
        if (number < 0) {
            throw isLimit
                    ? SqlException.of(
                            SqlCode.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE, "LIMIT must not be negative")
                    : SqlException.of(
                            SqlCode.INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE,
                            "OFFSET must not be negative");
        }
        return number;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "Limit";
    }
}
