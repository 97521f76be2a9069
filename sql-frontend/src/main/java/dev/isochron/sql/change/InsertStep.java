package dev.isochron.sql.change;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.run.ExpressionText;
import dev.isochron.sql.run.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Inserts the rows it is given.
///
/// @param input gives rows of the table, all columns; the number of a row without a key may be null
/// @param buffered whether all rows are read before the first is written, as they come from the
///   same table
/// @param conflict what is done about rows that are there already, or null
/// @param returning values over the inserted row
public record InsertStep(
        Operator input,
        TableRules rules,
        boolean buffered,
        @Nullable Conflict conflict,
        List<Expression> returning)
        implements Operator {

    /// Rows written at once, one request for each constraint.
    private static final int BATCH = 1024;

    public InsertStep {
        returning = List.copyOf(returning);
    }

    @Override
    public RowSource open(Execution execution) {
        Changes changes = Changes.of(execution);
        List<Value[]> given = new ArrayList<>();
        RowSource source = execution.open(input);
        if (buffered) {
            source = RowSource.of(Returned.all(source, execution).iterator());
        }
        try (RowSource rows = source) {
            List<Value[]> batch = new ArrayList<>();
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                execution.checkCancelled();
                batch.add(numbered(row, changes));
                if (batch.size() == BATCH) {
                    write(batch, changes, execution, given);
                    batch = new ArrayList<>();
                }
            }
            write(batch, changes, execution, given);
        }
        return Returned.rows(given, returning, execution);
    }

    private Value[] numbered(Value[] row, Changes changes) {
        if (rules.table().primary().isEmpty()) {
            int place = rules.access().keyPlaces().getLast();
            if (row[place].isNull()) {
                row[place] = changes.number();
            }
        }
        return row;
    }

    private void write(
            List<Value[]> batch, Changes changes, Execution execution, List<Value[]> given) {
        if (batch.isEmpty()) {
            return;
        }
        List<Value[]> written =
                conflict == null
                        ? insert(batch, changes)
                        : conflict.insert(rules, batch, changes, execution);
        changes.counted(written.size());
        if (!returning.isEmpty()) {
            written.forEach(row -> execution.budget().take(dev.isochron.sql.run.Budget.of(row)));
            given.addAll(written);
        }
    }

    private List<Value[]> insert(List<Value[]> batch, Changes changes) {
        changes.insert(rules, batch);
        return batch;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "Insert on " + rules.table().name();
    }

    @Override
    public List<String> details() {
        return returning.isEmpty() ? List.of() : List.of("Output: " + ExpressionText.of(returning));
    }
}
