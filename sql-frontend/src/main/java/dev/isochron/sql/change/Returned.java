package dev.isochron.sql.change;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.run.Execution;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a statement that changes rows gives back of them.
final class Returned {

    private Returned() {}

    /// A row for each that was changed; none without RETURNING.
    static RowSource rows(List<Value[]> rows, List<Expression> values, Execution execution) {
        if (values.isEmpty()) {
            return RowSource.EMPTY;
        }
        Iterator<Value[]> changed = rows.iterator();
        return new RowSource() {
            @Override
            public Value @Nullable [] next() {
                return changed.hasNext() ? row(changed.next()) : null;
            }

            private Value[] row(Value[] from) {
                Value[] computed = new Value[values.size()];
                for (int i = 0; i < computed.length; i++) {
                    computed[i] = values.get(i).evaluate(from, execution);
                }
                return computed;
            }

            @Override
            public void close() {
                // They are in memory.
            }
        };
    }

    /// All rows of a step, in memory.
    static List<Value[]> all(RowSource source, Execution execution) {
        List<Value[]> rows = new ArrayList<>();
        try (source) {
            for (Value[] row = source.next(); row != null; row = source.next()) {
                execution.checkCancelled();
                execution.budget().take(dev.isochron.sql.run.Budget.of(row));
                rows.add(row);
            }
        }
        return rows;
    }
}
