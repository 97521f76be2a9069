package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.SortTerm;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Groups of rows, in the order in which they were met first.
final class Groups {

    private final List<Expression> keys;
    private final List<AggregateCall> calls;
    private final Execution execution;
    private final Map<HashKey, Group> groups = new LinkedHashMap<>();

    Groups(List<Expression> keys, List<AggregateCall> calls, Execution execution) {
        this.keys = keys;
        this.calls = calls;
        this.execution = execution;
        if (keys.isEmpty()) {
            groups.put(new HashKey(List.of()), new Group(new Value[0]));
        }
    }

    /// Takes a row.
    void add(Value[] row) {
        Value[] values = new Value[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = keys.get(i).evaluate(row, execution);
        }
        of(values).add(row);
    }

    /// Takes what others gathered of some rows.
    ///
    /// @param states of the aggregates, one after the other
    void merge(Value[] values, List<List<Value>> states) {
        Group group = of(values);
        for (int i = 0; i < states.size(); i++) {
            group.gathered[i].merge(states.get(i));
        }
    }

    private Group of(Value[] values) {
        HashKey key = HashKey.of(keys, values);
        Group group = groups.get(key);
        if (group == null) {
            group = new Group(values);
            execution.budget().take(2 * Budget.of(values) + 64L * calls.size());
            groups.put(key, group);
        }
        return group;
    }

    /// A row for each: its keys, then its aggregates.
    RowSource results() {
        Iterator<Group> all = groups.values().iterator();
        return new RowSource() {
            @Override
            public Value @Nullable [] next() {
                return all.hasNext() ? all.next().result() : null;
            }

            @Override
            public void close() {
                groups.clear();
            }
        };
    }

    /// What is known of a group.
    private final class Group {
        private final Value[] keys;
        private final Gathered[] gathered;

        private Group(Value[] keys) {
            this.keys = keys;
            this.gathered = calls.stream().map(Gathered::new).toArray(Gathered[]::new);
        }

        private void add(Value[] row) {
            for (Gathered one : gathered) {
                one.add(row);
            }
        }

        private Value[] result() {
            Value[] row = new Value[keys.length + gathered.length];
            System.arraycopy(keys, 0, row, 0, keys.length);
            for (int i = 0; i < gathered.length; i++) {
                row[keys.length + i] = gathered[i].result();
            }
            return row;
        }
    }

    /// What one aggregate knows of a group.
    private final class Gathered {
        private final AggregateCall call;
        private final Accumulator accumulator;
        private final Set<HashKey> seen = new LinkedHashSet<>();
        private final List<Value[]> waiting = new ArrayList<>();
        private long held;

        private Gathered(AggregateCall call) {
            this.call = call;
            List<SqlType> types = call.arguments().stream().map(Expression::type).toList();
            this.accumulator = call.routine().start().begin(types);
        }

        private void add(Value[] row) {
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
            take(values, count);
        }

        private void take(Value[] values, int count) {
            if (call.isDistinct()) {
                Value[] arguments = Arrays.copyOf(values, count);
                if (!seen.add(HashKey.of(call.arguments(), arguments))) {
                    return;
                }
                execution.budget().take(Budget.of(arguments));
            }
            if (call.order().isEmpty()) {
                accumulator.add(values, execution);
                account();
            } else {
                execution.budget().take(Budget.of(values));
                waiting.add(values);
            }
        }

        private void merge(List<Value> state) {
            accumulator.merge(state, execution);
            account();
        }

        private void account() {
            long now = accumulator.heldBytes();
            if (now != held) {
                execution.budget().take(now - held);
                held = now;
            }
        }

        private Value result() {
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
                accumulator.add(Arrays.copyOf(values, count), execution);
            }
            waiting.clear();
            return accumulator.result(execution);
        }
    }
}
