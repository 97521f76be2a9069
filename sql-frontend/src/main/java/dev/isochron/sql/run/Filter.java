package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives the rows that meet a condition.
public record Filter(Operator input, Expression condition) implements Operator {

    @Override
    public RowSource open(Execution execution) {
        RowSource rows = execution.open(input);
        return new Passing(rows) {
            @Override
            public Value @Nullable [] next() {
                for (Value[] row = rows.next(); row != null; row = rows.next()) {
                    if (condition.holds(row, execution)) {
                        return row;
                    }
                    execution.checkCancelled();
                }
                return null;
            }
        };
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "Filter";
    }

    @Override
    public List<String> details() {
        return List.of("Filter: " + ExpressionText.of(condition));
    }
}
