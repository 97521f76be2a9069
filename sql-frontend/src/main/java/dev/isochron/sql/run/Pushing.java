package dev.isochron.sql.run;

import dev.isochron.protocol.program.Condition;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.program.Output;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Term;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Convert;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Says in a program what shards can do of a statement's work on a layout.
///
/// Each term of a condition goes or stays; those that go are looked at again here, so a program may
/// leave a row in that does not belong, and only never leave one out that does.
public final class Pushing {

    /// Constants take so much memory at most, so that requests are small.
    private static final long MAX_SAID = 256 << 10;

    private final Layout layout;
    private final Map<Integer, Integer> places = new LinkedHashMap<>();
    private final List<Input> inputs = new ArrayList<>();

    private long said;

    private Pushing(Layout layout) {
        this.layout = layout;
    }

    /// Whether shards can judge a term.
    public static boolean canTest(Expression term, Layout layout) {
        return new Conditioning(new Pushing(layout), null).of(term).isPresent();
    }

    /// Whether shards can gather rows into such groups.
    public static boolean canGather(
            Layout layout,
            List<Expression> terms,
            List<Expression> keys,
            List<AggregateCall> calls) {
        Pushing pushing = new Pushing(layout);
        Conditioning conditions = new Conditioning(pushing, null);
        long extremes = calls.stream().filter(Pushing::isExtreme).count();
        return keys.size() + extremes <= Program.MAX_KEPT
                && terms.stream()
                        .allMatch(term ->
                                conditions.of(term).isPresent() && Conditioning.hasResult(term))
                && keys.stream().allMatch(key -> pushing.column(key).isPresent())
                && calls.stream().allMatch(call -> pushing.aggregate(call).isPresent())
                && calls.size() <= Program.MAX_OUTPUTS;
    }

    private static boolean isExtreme(AggregateCall call) {
        return call.routine().name().equals("min") || call.routine().name().equals("max");
    }

    /// The program for a scan; nothing if it would do nothing.
    static Optional<Program> rows(Lookups lookups, @Nullable Expression condition, Env env) {
        Layout layout = lookups.layout();
        Pushing pushing = new Pushing(layout);
        Conditioning conditions = new Conditioning(pushing, env);
        List<Condition> pushed = new ArrayList<>();
        if (condition != null) {
            for (Expression term : Expressions.conjuncts(condition)) {
                conditions.of(term).ifPresent(pushed::add);
            }
        }
        List<ColumnId> kept = kept(lookups);
        int width = lookups.wanted().width();
        boolean isNarrow = 2 * kept.size() <= width;
        if (pushed.isEmpty() && !isNarrow) {
            return Optional.empty();
        }
        return pushing.program(pushed, new Output.Rows(isNarrow ? kept : all(layout, width)));
    }

    private static List<ColumnId> kept(Lookups lookups) {
        TreeSet<ColumnId> kept = new TreeSet<>();
        if (!lookups.fetches()) {
            lookups.wanted().places().stream()
                    .forEach(place ->
                            lookups.layout()
                                    .input(place)
                                    .ifPresent(input -> kept.add(input.column())));
        }
        return List.copyOf(kept);
    }

    private static List<ColumnId> all(Layout layout, int width) {
        TreeSet<ColumnId> all = new TreeSet<>();
        for (int place = 0; place < width; place++) {
            layout.input(place).ifPresent(input -> all.add(input.column()));
        }
        return List.copyOf(all);
    }

    /// The program that gathers groups; nothing if it has none after all.
    static Optional<Program> groups(
            IndexScan scan, List<Expression> keys, List<AggregateCall> calls, Env env) {
        Pushing pushing = new Pushing(scan.lookups().layout());
        Conditioning conditions = new Conditioning(pushing, env);
        List<Condition> pushed = new ArrayList<>();
        Expression condition = scan.condition();
        if (condition != null) {
            for (Expression term : Expressions.conjuncts(condition)) {
                Optional<Condition> one = conditions.of(term);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                pushed.add(one.get());
            }
        }
        List<Integer> by = new ArrayList<>();
        keys.forEach(key -> by.add(pushing.column(key).orElseThrow()));
        List<Output.Aggregate> aggregates = new ArrayList<>();
        calls.forEach(call -> aggregates.add(pushing.aggregate(call).orElseThrow()));
        return pushing.program(pushed, new Output.Groups(by, aggregates));
    }

    private Optional<Program> program(List<Condition> pushed, Output output) {
        try {
            Optional<Condition> condition =
                    switch (pushed.size()) {
                        case 0 -> Optional.empty();
                        case 1 -> Optional.of(pushed.getFirst());
                        default -> Optional.of(new Condition.All(pushed));
                    };
            return Optional.of(new Program(layout.shape(), inputs, condition, output));
        } catch (IllegalArgumentException e) {
            // It is beyond what a program may be, so all is done here.
            return Optional.empty();
        }
    }

    /// The input that a column is, by whatever name of a type.
    Optional<Integer> column(Expression expression) {
        if (expression instanceof Convert convert && convert.changesNothing()) {
            return column(convert.operand());
        }
        if (!(expression instanceof ColumnReference column)) {
            return Optional.empty();
        }
        Integer known = places.get(column.index());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Input> input = layout.input(column.index());
        input.ifPresent(found -> {
            places.put(column.index(), inputs.size());
            inputs.add(found);
        });
        return input.isEmpty() ? Optional.empty() : Optional.of(inputs.size() - 1);
    }

    private Optional<Output.Aggregate> aggregate(AggregateCall call) {
        boolean isPlain = !call.isDistinct() && call.filter() == null && call.order().isEmpty();
        if (!isPlain) {
            return Optional.empty();
        }
        String name = call.routine().name();
        if (call.arguments().isEmpty()) {
            return name.equals("count")
                    ? Optional.of(new Output.Aggregate(Output.Kind.COUNT, -1))
                    : Optional.empty();
        }
        if (call.arguments().size() > 1) {
            return Optional.empty();
        }
        Optional<Output.Kind> kind = kind(name, call.routine().parameters().getFirst());
        return kind.flatMap(of ->
                column(call.arguments().getFirst()).map(input -> new Output.Aggregate(of, input)));
    }

    private static Optional<Output.Kind> kind(String name, SqlType type) {
        boolean isInteger =
                !type.isArray()
                        && (type.is(TypeId.INT2) || type.is(TypeId.INT4) || type.is(TypeId.INT8));
        boolean isNumeric = !type.isArray() && type.is(TypeId.NUMERIC);
        return switch (name) {
            case "count" -> Optional.of(Output.Kind.COUNT);
            case "min" -> Optional.of(Output.Kind.LEAST);
            case "max" -> Optional.of(Output.Kind.GREATEST);
            case "sum" ->
                    isInteger
                            ? Optional.of(Output.Kind.INTEGER_SUM)
                            : isNumeric ? Optional.of(Output.Kind.NUMERIC_SUM) : Optional.empty();
            case "avg" ->
                    isInteger || isNumeric
                            ? Optional.of(Output.Kind.NUMERIC_SUM)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// What a term is that reads no row; nothing if it cannot be told, has no value, or too much of
    /// it is said already.
    Optional<Term.Constant> constant(Expression expression, @Nullable Env env) {
        if (env == null) {
            return Optional.of(Constants.NULL);
        }
        try {
            Value value = expression.evaluate(new Value[0], env);
            said += Budget.of(new Value[] {value});
            return said > MAX_SAID ? Optional.empty() : Constants.of(value);
        } catch (SqlException e) {
            return Optional.empty();
        }
    }
}
