package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives the first of rows that are equal.
///
/// @param keys in which they are equal; empty for all columns
public record Distinct(Operator input, List<Expression> keys) implements Operator {

    public Distinct {
        keys = List.copyOf(keys);
    }

    @Override
    public RowSource open(Execution execution) {
        RowSource rows = execution.open(input);
        Set<HashKey> seen = new LinkedHashSet<>();
        return new Passing(rows) {
            @Override
            public Value @Nullable [] next() {
                for (Value[] row = rows.next(); row != null; row = rows.next()) {
                    HashKey key =
                            keys.isEmpty() ? HashKey.of(row) : HashKey.of(keys, row, execution);
                    if (seen.add(key)) {
                        execution.budget().take(Budget.of(key.values().toArray(Value[]::new)));
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
        return keys.isEmpty() ? "Distinct" : "Distinct On";
    }

    @Override
    public List<String> details() {
        return keys.isEmpty() ? List.of() : List.of("Key: " + ExpressionText.of(keys));
    }
}
