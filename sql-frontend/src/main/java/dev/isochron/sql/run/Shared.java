package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.RowSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that are computed once and read by several, as far as anybody has read.
final class Shared {

    private final Execution execution;
    private final RowSource source;
    private final List<Value[]> rows = new ArrayList<>();
    private boolean ended;

    Shared(Execution execution, Operator plan) {
        this.execution = execution;
        this.source = execution.open(plan);
    }

    /// Reads from the first row on.
    RowSource read() {
        return new RowSource() {
            private int next;

            @Override
            public Value @Nullable [] next() {
                return row(next++);
            }

            @Override
            public void close() {
                // The rows stay for others; the statement's end gives them up.
            }
        };
    }

    /// Reads to the end, whoever wants the rows.
    void finish() {
        while (!ended) {
            var _ = row(rows.size());
        }
    }

    private Value @Nullable [] row(int index) {
        if (index < rows.size()) {
            return rows.get(index);
        }
        if (ended) {
            return null;
        }
        Value[] row = source.next();
        if (row == null) {
            ended = true;
            source.close();
            return null;
        }
        execution.budget().take(Budget.of(row));
        rows.add(row);
        return row;
    }
}
