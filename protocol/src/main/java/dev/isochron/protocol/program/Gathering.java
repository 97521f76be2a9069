package dev.isochron.protocol.program;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers rows into groups as a program says.
///
/// Keys are taken as they are stored: 1.0 and 1.00 make two groups here, and one where answers are
/// put together.
public final class Gathering {

    private final Evaluator evaluator;
    private final List<Integer> keys;
    private final List<Output.Aggregate> aggregates;
    private final Map<List<Value>, Part[]> groups = new LinkedHashMap<>();

    /// @throws IllegalArgumentException if it is a program that gives rows
    public Gathering(Program program) {
        this.evaluator = new Evaluator(program);
        if (!(program.output() instanceof Output.Groups(var by, var gathered))) {
            throw new IllegalArgumentException("rows are not gathered");
        }
        this.keys = by;
        this.aggregates = gathered;
        if (keys.isEmpty()) {
            groups.put(List.of(), begun());
        }
    }

    private Part[] begun() {
        return aggregates.stream().map(Part::new).toArray(Part[]::new);
    }

    /// Takes a row; false if it begins a group and there is no room for it: then it was not taken.
    ///
    /// @throws RuntimeException if key or row are not what the program says, or a condition has no
    ///   result
    public boolean take(Key key, byte[] row) {
        if (!evaluator.turnTo(key, row)) {
            return true;
        }
        switch (evaluator.verdict()) {
            case TRUE -> {}
            case FALSE, UNKNOWN -> {
                return true;
            }
            case NONE -> throw new IllegalArgumentException("a condition of groups has no result");
        }
        Part[] group = group();
        if (group == null) {
            return false;
        }
        for (Part part : group) {
            part.add(evaluator);
        }
        return true;
    }

    private Part @org.jspecify.annotations.Nullable [] group() {
        if (keys.isEmpty()) {
            return groups.get(List.of());
        }
        Value[] values = new Value[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluator.input(keys.get(i));
        }
        List<Value> by = Arrays.asList(values);
        Part[] known = groups.get(by);
        if (known != null || groups.size() == Program.MAX_GROUPS) {
            return known;
        }
        Part[] begun = begun();
        groups.put(by, begun);
        return begun;
    }

    /// What is known now, a row for each group.
    public List<Bytes> groups() {
        List<Bytes> all = new ArrayList<>(groups.size());
        groups.forEach((by, parts) -> {
            RowBuilder row = new RowBuilder(new SchemaVersion(1));
            int column = 0;
            for (Value key : by) {
                row.set(new ColumnId(++column), key);
            }
            for (Part part : parts) {
                for (Value value : part.values()) {
                    row.set(new ColumnId(++column), value);
                }
            }
            all.add(Bytes.takeOver(row.build(Row.FORMAT_MAX_BYTES).toBytes()));
        });
        return all;
    }

    /// One aggregate of one group.
    private static final class Part {
        private final Output.Aggregate aggregate;
        private long count;
        private Value value = Value.Null.NULL;

        private Part(Output.Aggregate aggregate) {
            this.aggregate = aggregate;
        }

        private void add(Evaluator row) {
            if (aggregate.input() < 0) {
                count++;
                return;
            }
            Value next = row.input(aggregate.input());
            if (next.isNull()) {
                return;
            }
            count++;
            switch (aggregate.kind()) {
                case COUNT -> {}
                case INTEGER_SUM, NUMERIC_SUM -> value = value.isNull() ? next : sum(value, next);
                case LEAST ->
                        value =
                                value.isNull() || ValueOrder.compare(next, value) < 0
                                        ? next
                                        : value;
                case GREATEST ->
                        value =
                                value.isNull() || ValueOrder.compare(next, value) > 0
                                        ? next
                                        : value;
            }
        }

        private List<Value> values() {
            return switch (aggregate.kind()) {
                case COUNT -> List.of(Value.of(count));
                case INTEGER_SUM -> List.of(value.isNull() ? value : numeric(value));
                case NUMERIC_SUM ->
                        List.of(
                                Value.of(count),
                                value.isNull()
                                        ? new Numeric.Finite(BigDecimal.ZERO)
                                        : numeric(value));
                case LEAST, GREATEST -> List.of(value);
            };
        }
    }

    /// Integers stay what they are while they have room.
    private static Value sum(Value a, Value b) {
        if (a instanceof Value.Int(long x) && b instanceof Value.Int(long y)) {
            long sum = x + y;
            if (((x ^ sum) & (y ^ sum)) >= 0) {
                return new Value.Int(sum);
            }
        }
        Numeric x = numeric(a);
        Numeric y = numeric(b);
        if (x instanceof Numeric.Finite(BigDecimal p)
                && y instanceof Numeric.Finite(BigDecimal q)) {
            return new Numeric.Finite(p.add(q));
        }
        if (x == Numeric.Special.NAN || y == Numeric.Special.NAN) {
            return Numeric.Special.NAN;
        }
        if (x instanceof Numeric.Special && y instanceof Numeric.Special) {
            return x.equals(y) ? x : Numeric.Special.NAN;
        }
        return x instanceof Numeric.Special ? x : y;
    }

    private static Numeric numeric(Value value) {
        return switch (value) {
            case Value.Int(long number) -> new Numeric.Finite(BigDecimal.valueOf(number));
            case Numeric number -> number;
            default -> throw new IllegalArgumentException("a sum of what is no number");
        };
    }
}
