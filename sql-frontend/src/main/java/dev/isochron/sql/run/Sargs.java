package dev.isochron.sql.run;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.store.Bounds;
import dev.isochron.sql.store.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which part of a layout a statement asks for, as expressions: alternatives for each of the first
/// columns, and a range of the next.
///
/// @param prefix for each of the first columns what it may be equal to
/// @param low where the next column begins, or null
/// @param high where it ends, or null
public record Sargs(List<Part> prefix, @Nullable End low, @Nullable End high) {

    /// All of a layout.
    public static final Sargs ALL = new Sargs(List.of(), null, null);

    public Sargs {
        prefix = List.copyOf(prefix);
    }

    /// What a column may be equal to.
    ///
    /// @param values each of which it may be
    /// @param array whose elements it may be, or null
    /// @param nulls whether a null among them is looked for, and does not match nothing
    public record Part(List<Expression> values, @Nullable Expression array, boolean nulls) {
        public Part {
            values = List.copyOf(values);
        }

        /// One value.
        public static Part of(Expression value) {
            return new Part(List.of(value), null, false);
        }

        /// Whether it is one value at most.
        public boolean isSingle() {
            return array == null && values.size() == 1;
        }

        private List<Value> evaluate(Value[] row, Env env) {
            List<Value> all = new ArrayList<>();
            for (Expression value : values) {
                all.add(value.evaluate(row, env));
            }
            if (array != null
                    && array.evaluate(row, env) instanceof Value.Array(List<Value> elements)) {
                all.addAll(elements);
            }
            if (!nulls) {
                all.removeIf(Value::isNull);
            }
            return all;
        }
    }

    /// One end of a range.
    public record End(Expression value, boolean inclusive) {}

    /// Whether at most one value is asked for in each of the first columns.
    public boolean isSingle() {
        for (Part part : prefix) {
            if (!part.isSingle()) {
                return false;
            }
        }
        return true;
    }

    /// The values of the first columns if there is [one of each][#isSingle]; null if one of them is
    /// a null that nothing equals.
    @Nullable List<Value> single(Value[] row, Env env) {
        List<Value> values = new ArrayList<>(prefix.size());
        for (Part part : prefix) {
            Value value = part.values().getFirst().evaluate(row, env);
            if (value.isNull() && !part.nulls()) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    /// All combinations of the values of the first columns.
    List<List<Value>> prefixes(Value[] row, Env env) {
        List<List<Value>> all = List.of(List.of());
        for (Part part : prefix) {
            List<Value> values = part.evaluate(row, env);
            List<List<Value>> longer = new ArrayList<>();
            for (List<Value> first : all) {
                for (Value value : values) {
                    List<Value> both = new ArrayList<>(first);
                    both.add(value);
                    longer.add(both);
                }
            }
            all = longer;
        }
        return all;
    }

    /// The spans of keys that are asked for, in order.
    List<Span> spans(Layout layout, Value[] row, Env env) {
        Bounds.End from = end(low, row, env);
        Bounds.End until = end(high, row, env);
        boolean isVoid = (low != null && from == null) || (high != null && until == null);
        if (isVoid) {
            return List.of();
        }
        TreeSet<Span> spans = new TreeSet<>();
        for (List<Value> first : prefixes(row, env)) {
            new Bounds(first, from, until).span(layout).ifPresent(spans::add);
        }
        return List.copyOf(spans);
    }

    /// Null if nothing lies beyond it, as nothing is above or below null.
    private static Bounds.@Nullable End end(@Nullable End end, Value[] row, Env env) {
        if (end == null) {
            return null;
        }
        Value value = end.value.evaluate(row, env);
        return value.isNull() ? null : new Bounds.End(value, end.inclusive);
    }

    /// The expressions in it, with their columns.
    String describe(Layout layout) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < prefix.size(); i++) {
            String column = layout.keyDeclarations().get(i).name();
            Part part = prefix.get(i);
            Expression array = part.array();
            texts.add(
                    array != null
                            ? column + " = ANY (" + ExpressionText.of(array) + ")"
                            : part.isSingle()
                                    ? column + " = " + ExpressionText.of(part.values().getFirst())
                                    : column + " IN (" + ExpressionText.of(part.values()) + ")");
        }
        if (low != null || high != null) {
            String column = layout.keyDeclarations().get(prefix.size()).name();
            if (low != null) {
                String sign = low.inclusive ? " >= " : " > ";
                texts.add(column + sign + ExpressionText.of(low.value));
            }
            if (high != null) {
                String sign = high.inclusive ? " <= " : " < ";
                texts.add(column + sign + ExpressionText.of(high.value));
            }
        }
        return String.join(" AND ", texts);
    }
}
