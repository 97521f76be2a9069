package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.expression.WindowCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds to each row the values of calls over its partition.
///
/// @param input gives the rows partition by partition, each in the window's order
/// @param calls at least one; all share one window
public record WindowStep(Operator input, List<WindowCall> calls) implements Operator {

    public WindowStep {
        calls = List.copyOf(calls);
    }

    @Override
    public RowSource open(Execution execution) {
        RowSource rows = execution.open(input);
        return new Passing(rows) {
            private Iterator<Value[]> ready = Collections.emptyIterator();
            private Value @Nullable [] ahead;
            private boolean begun;
            private long held;

            @Override
            public Value @Nullable [] next() {
                if (!ready.hasNext()) {
                    execution.budget().giveBack(held);
                    held = 0;
                    ready = new WindowPartition(gathered(), calls, execution).rows();
                }
                return ready.hasNext() ? ready.next() : null;
            }

            // The rows of the next partition; none at the end.
            private List<Value[]> gathered() {
                List<Value[]> partition = new ArrayList<>();
                Value[] row = begun ? ahead : rows.next();
                begun = true;
                Value[] keys = row == null ? new Value[0] : keysOf(row, execution);
                while (row != null && isSame(keys, row, execution)) {
                    execution.checkCancelled();
                    long size = 2 * Budget.of(row) + 24L * calls.size();
                    execution.budget().take(size);
                    held += size;
                    partition.add(row);
                    row = rows.next();
                }
                ahead = row;
                return partition;
            }
        };
    }

    private List<SortTerm> terms() {
        return calls.getFirst().partition();
    }

    private Value[] keysOf(Value[] row, Execution execution) {
        return terms().stream()
                .map(term -> term.key().evaluate(row, execution))
                .toArray(Value[]::new);
    }

    private boolean isSame(Value[] keys, Value[] row, Execution execution) {
        for (int i = 0; i < keys.length; i++) {
            SortTerm term = terms().get(i);
            if (term.compare(keys[i], term.key().evaluate(row, execution)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }

    @Override
    public String title() {
        return "WindowAgg";
    }

    @Override
    public List<String> details() {
        return List.of("Calls: " + ExpressionText.of(calls));
    }
}
