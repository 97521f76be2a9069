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
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/// Updates the rows it is given.
///
/// @param input gives rows of the table, then what the statement joined with them, then the new
///   values
/// @param places of the columns that are written, in the order of the new values
/// @param returning values over the new row and what was joined with it
public record UpdateStep(
        Operator input, TableRules rules, List<Integer> places, List<Expression> returning)
        implements Operator {

    private static final int BATCH = 256;

    public UpdateStep {
        places = List.copyOf(places);
        returning = List.copyOf(returning);
    }

    @Override
    public RowSource open(Execution execution) {
        Changes changes = Changes.of(execution);
        int width = rules.access().width();
        BitSet written = new BitSet();
        places.forEach(written::set);
        List<Value[]> given = new ArrayList<>();
        List<Changes.Update> updates = new ArrayList<>();
        TreeSet<Key> seen = new TreeSet<>();
        for (Value[] row : Returned.all(execution.open(input), execution)) {
            Value[] before = Arrays.copyOf(row, width);
            if (!seen.add(rules.access().keyOf(before))) {
                continue;
            }
            Value[] after = before.clone();
            int values = row.length - places.size();
            for (int i = 0; i < places.size(); i++) {
                after[places.get(i)] = row[values + i];
            }
            updates.add(new Changes.Update(before, after));
            if (!returning.isEmpty()) {
                Value[] both = Arrays.copyOf(row, values);
                System.arraycopy(after, 0, both, 0, width);
                given.add(both);
            }
        }
        for (List<Changes.Update> batch : Changes.batches(updates, BATCH)) {
            changes.update(rules, batch, written);
        }
        changes.counted(updates.size());
        return Returned.rows(given, returning, execution);
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "Update on " + rules.table().name();
    }

    @Override
    public List<String> details() {
        return returning.isEmpty() ? List.of() : List.of("Output: " + ExpressionText.of(returning));
    }
}
