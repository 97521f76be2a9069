package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SortTerm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        Map<HashKey, Group> groups = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            groups.put(new HashKey(List.of()), new Group(new Value[0]));
        }
        try (RowSource rows = execution.open(input)) {
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                execution.checkCancelled();
                HashKey key = HashKey.of(keys, row, execution);
                Group group = groups.get(key);
                if (group == null) {
                    group = new Group(keysOf(row, execution));
                    execution.budget().take(2 * Budget.of(group.keys) + 64L * calls.size());
                    groups.put(key, group);
                }
                group.add(row, execution);
            }
        }
        Iterator<Group> all = groups.values().iterator();
        return new RowSource() {
            @Override
            public Value @Nullable [] next() {
                return all.hasNext() ? all.next().result(execution) : null;
            }

            @Override
            public void close() {
                groups.clear();
            }
        };
    }

    private Value[] keysOf(Value[] row, Execution execution) {
        Value[] values = new Value[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).evaluate(row, execution);
        }
        return values;
    }

    /// What is known of a group.
    private final class Group {
        private final Value[] keys;
        private final Gathered[] gathered;

        private Group(Value[] keys) {
            this.keys = keys;
            this.gathered = calls.stream().map(Gathered::new).toArray(Gathered[]::new);
        }

        private void add(Value[] row, Execution execution) {
            for (Gathered one : gathered) {
                one.add(row, execution);
            }
        }

        private Value[] result(Execution execution) {
            Value[] row = new Value[keys.length + gathered.length];
            System.arraycopy(keys, 0, row, 0, keys.length);
            for (int i = 0; i < gathered.length; i++) {
                row[keys.length + i] = gathered[i].result(execution);
            }
            return row;
        }
    }

    /// What one aggregate knows of a group.
    private static final class Gathered {
        private final AggregateCall call;
        private final Accumulator accumulator;
        private final Set<HashKey> seen = new LinkedHashSet<>();
        private final List<Value[]> waiting = new ArrayList<>();
        private long held;

        private Gathered(AggregateCall call) {
            this.call = call;
            List<dev.isochron.sql.type.SqlType> types =
                    call.arguments().stream().map(Expression::type).toList();
            this.accumulator = call.routine().start().begin(types);
        }

        private void add(Value[] row, Execution execution) {
            Expression filter = call.filter();
            if (filter != null && !filter.holds(row, execution)) {
                return;
            }
            int count = call.arguments().size();
            Value[] values = new Value[count + call.order().size()];
            for (int i = 0; i < count; i++) {
                values[i] = call.arguments().get(i).evaluate(row, execution);
                if (values[i].isNull() && call.routine().isStrict()) {
                    return;
                }
            }
            for (int i = count; i < values.length; i++) {
                values[i] = call.order().get(i - count).key().evaluate(row, execution);
            }
            take(values, count, execution);
        }

        private void take(Value[] values, int count, Execution execution) {
            if (call.isDistinct()) {
                Value[] arguments = java.util.Arrays.copyOf(values, count);
                if (!seen.add(HashKey.of(arguments))) {
                    return;
                }
                execution.budget().take(Budget.of(arguments));
            }
            if (call.order().isEmpty()) {
                accumulator.add(values, execution);
                long now = accumulator.heldBytes();
                if (now != held) {
                    execution.budget().take(now - held);
                    held = now;
                }
            } else {
                execution.budget().take(Budget.of(values));
                waiting.add(values);
            }
        }

        private Value result(Execution execution) {
            int count = call.arguments().size();
            waiting.sort((a, b) -> {
                for (int i = 0; i < call.order().size(); i++) {
                    SortTerm term = call.order().get(i);
                    int order = term.compare(a[count + i], b[count + i]);
                    if (order != 0) {
                        return order;
                    }
                }
                return 0;
            });
            for (Value[] values : waiting) {
                accumulator.add(java.util.Arrays.copyOf(values, count), execution);
            }
            waiting.clear();
            return accumulator.result(execution);
        }
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
