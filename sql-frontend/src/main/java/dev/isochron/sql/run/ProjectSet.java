package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SetCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes rows from each: of the values that are sets, one element a row, null where one has
/// ended before the others.
public record ProjectSet(Operator input, List<Expression> values) implements Operator {

    public ProjectSet {
        values = List.copyOf(values);
    }

    @Override
    public RowSource open(Execution execution) {
        RowSource rows = execution.open(input);
        return new Passing(rows) {
            private Value @Nullable [] current;
            private List<RowSource> sets = List.of();

            @Override
            public Value @Nullable [] next() {
                while (true) {
                    Value[] row = current;
                    if (row != null) {
                        Value[] computed = step(row);
                        if (computed != null) {
                            return computed;
                        }
                        current = null;
                    }
                    Value[] following = rows.next();
                    if (following == null) {
                        return null;
                    }
                    current = following;
                    sets = opened(following);
                }
            }

            private List<RowSource> opened(Value[] row) {
                List<RowSource> all = new ArrayList<>();
                for (Expression value : values) {
                    if (value instanceof SetCall set) {
                        all.add(set.rows(row, execution));
                    }
                }
                return all;
            }

            private Value @Nullable [] step(Value[] row) {
                Value[] computed = new Value[values.size()];
                boolean any = false;
                int set = 0;
                for (int i = 0; i < computed.length; i++) {
                    if (values.get(i) instanceof SetCall call) {
                        Value[] element = sets.get(set++).next();
                        computed[i] = element == null ? Value.Null.NULL : value(call, element);
                        any |= element != null;
                    } else {
                        computed[i] = values.get(i).evaluate(row, execution);
                    }
                }
                return any ? computed : null;
            }
        };
    }

    /// Several columns become one composite value, an array of its fields.
    private static Value value(SetCall call, Value[] element) {
        return call.routine().columns().isEmpty() ? element[0] : new Value.Array(List.of(element));
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "ProjectSet";
    }

    @Override
    public List<String> details() {
        return List.of("Output: " + ExpressionText.of(values));
    }
}
