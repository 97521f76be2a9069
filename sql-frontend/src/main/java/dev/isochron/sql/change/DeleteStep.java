package dev.isochron.sql.change;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.run.ExpressionText;
import dev.isochron.sql.run.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Deletes the rows it is given.
///
/// @param input gives rows of the table, then what the statement joined with them
/// @param returning values over both
public record DeleteStep(Operator input, TableRules rules, List<Expression> returning)
        implements Operator {

    public DeleteStep {
        returning = List.copyOf(returning);
    }

    @Override
    public RowSource open(Execution execution) {
        Changes changes = Changes.of(execution);
        int width = rules.access().width();
        List<Value[]> given = new ArrayList<>();
        List<Value[]> deleted = new ArrayList<>();
        TreeSet<Key> seen = new TreeSet<>();
        for (Value[] row : Returned.all(execution.open(input), execution)) {
            Value[] own = Arrays.copyOf(row, width);
            if (seen.add(rules.access().keyOf(own))) {
                deleted.add(own);
                given.add(row);
            }
        }
        changes.delete(rules, deleted);
        changes.counted(deleted.size());
        return Returned.rows(given, returning, execution);
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "Delete on " + rules.table().name();
    }

    @Override
    public List<String> details() {
        return returning.isEmpty() ? List.of() : List.of("Output: " + ExpressionText.of(returning));
    }
}
