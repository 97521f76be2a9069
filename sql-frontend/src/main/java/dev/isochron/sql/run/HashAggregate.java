package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import java.util.List;

/// Gathers rows into groups, and gives a row for each: its keys, then its aggregates.
///
/// @param keys of the groups; without any there is one group, also if there is no row
public record HashAggregate(Operator input, List<Expression> keys, List<AggregateCall> calls)
        implements Operator {

    public HashAggregate {
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
    }

    @Override
    public RowSource open(Execution execution) {
        Groups groups = new Groups(keys, calls, execution);
        try (RowSource rows = execution.open(input)) {
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                execution.checkCancelled();
                groups.add(row);
            }
        }
        return groups.results();
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return keys.isEmpty() ? "Aggregate" : "HashAggregate";
    }

    @Override
    public List<String> details() {
        return keys.isEmpty() ? List.of() : List.of("Group Key: " + ExpressionText.of(keys));
    }
}
