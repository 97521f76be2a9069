package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes a row from each.
public record Project(Operator input, List<Expression> values) implements Operator {

    public Project {
        values = List.copyOf(values);
    }

    @Override
    public RowSource open(Execution execution) {
        RowSource rows = execution.open(input);
        return new Passing(rows) {
            @Override
            public Value @Nullable [] next() {
                Value[] row = rows.next();
                if (row == null) {
                    return null;
                }
                Value[] computed = new Value[values.size()];
                for (int i = 0; i < computed.length; i++) {
                    computed[i] = values.get(i).evaluate(row, execution);
                }
                return computed;
            }
        };
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "Project";
    }

    @Override
    public List<String> details() {
        return List.of("Output: " + ExpressionText.of(values));
    }
}
