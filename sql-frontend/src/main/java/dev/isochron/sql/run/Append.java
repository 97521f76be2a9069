package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives the rows of one after those of another.
public record Append(List<Operator> inputs) implements Operator {

    public Append {
        inputs = List.copyOf(inputs);
    }

    @Override
    public RowSource open(Execution execution) {
        return new RowSource() {
            private int next;
            private @Nullable RowSource rows;

            @Override
            public Value @Nullable [] next() {
                while (true) {
                    RowSource current = rows;
                    if (current != null) {
                        Value[] row = current.next();
                        if (row != null) {
                            return row;
                        }
                        close();
                    }
                    if (next == inputs.size()) {
                        return null;
                    }
                    rows = execution.open(inputs.get(next++));
                }
            }

            @Override
            public void close() {
                RowSource current = rows;
                if (current != null) {
                    current.close();
                    rows = null;
                }
            }
        };
    }

    @Override
    public String title() {
        return "Append";
    }
}
