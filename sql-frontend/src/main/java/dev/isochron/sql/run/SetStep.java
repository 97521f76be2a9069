package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives the rows that two have in common, or those that the other does not have.
///
/// @param keys in which rows are equal; empty for all columns
/// @param intersect else it is EXCEPT
/// @param all whether equal rows count each for itself
public record SetStep(
        Operator left, Operator right, List<Expression> keys, boolean intersect, boolean all)
        implements Operator {

    public SetStep {
        keys = List.copyOf(keys);
    }

    @Override
    public RowSource open(Execution execution) {
        Map<HashKey, Integer> others = new LinkedHashMap<>();
        try (RowSource rows = execution.open(right)) {
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                if (others.merge(key(row, execution), 1, Integer::sum) == 1) {
                    execution.budget().take(Budget.of(row));
                }
                execution.checkCancelled();
            }
        }
        RowSource rows = execution.open(all ? left : new Distinct(left, keys));
        return new Passing(rows) {
            @Override
            public Value @Nullable [] next() {
                for (Value[] row = rows.next(); row != null; row = rows.next()) {
                    if (found(key(row, execution)) == intersect) {
                        return row;
                    }
                    execution.checkCancelled();
                }
                return null;
            }

            private boolean found(HashKey key) {
                int count = others.getOrDefault(key, 0);
                if (all && count > 0) {
                    others.put(key, count - 1);
                }
                return count > 0;
            }
        };
    }

    private HashKey key(Value[] row, Execution execution) {
        return keys.isEmpty() ? HashKey.of(row) : HashKey.of(keys, row, execution);
    }

    @Override
    public List<Operator> inputs() {
        return List.of(left, right);
    }

    @Override
    public String title() {
        return (intersect ? "Intersect" : "Except") + (all ? " All" : "");
    }
}
