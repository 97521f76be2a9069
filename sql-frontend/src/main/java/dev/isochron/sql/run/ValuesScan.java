package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives rows that the statement itself lists.
public record ValuesScan(List<List<Expression>> rows) implements Operator {

    private static final Value[] NO_ROW = {};

    public ValuesScan {
        rows = List.copyOf(rows);
    }

    /// One row without columns.
    public static final ValuesScan ONE = new ValuesScan(List.of(List.of()));

    /// No row.
    public static final ValuesScan NONE = new ValuesScan(List.of());

    @Override
    public RowSource open(Execution execution) {
        // With the parameters of many rows, one listed row is taken once for each.
        int turns = rows.size() == 1 ? execution.rows() : 1;
        int all = rows.size() * turns;
        return new RowSource() {
            private int next;

            @Override
            public Value @Nullable [] next() {
                if (next == all) {
                    return null;
                }
                if (turns > 1) {
                    execution.row(next);
                }
                List<Expression> row = rows.get(next++ % rows.size());
                Value[] computed = new Value[row.size()];
                for (int i = 0; i < computed.length; i++) {
                    computed[i] = row.get(i).evaluate(NO_ROW, execution);
                }
                return computed;
            }

            @Override
            public void close() {
                next = all;
            }
        };
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }

    @Override
    public String title() {
        return rows.size() == 1 ? "Result" : "Values Scan (" + rows.size() + " rows)";
    }
}
