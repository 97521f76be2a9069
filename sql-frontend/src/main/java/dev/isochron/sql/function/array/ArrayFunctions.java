package dev.isochron.sql.function.array;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Everything on arrays.
public final class ArrayFunctions {

    private ArrayFunctions() {}

    /// Declares it.
    public static void define(Definer to) {
        defineMeasures(to);
        defineChanges(to);
        defineSearches(to);
        SeriesFunctions.define(to);
        to.typed("array_to_string(anyarray, text) text", Volatility.STABLE, types -> joined(types));
        to.typed(
                "array_to_string(anyarray, text, text) text",
                Volatility.STABLE,
                types -> joined(types));
        to.table(
                "_pg_expandarray(anyarray) record",
                "x anyelement, n int4",
                (in, env) -> numbered(Args.elements(in[0])));
        to.set(
                "unnest(anyarray) anyelement",
                Volatility.IMMUTABLE,
                (in, env) ->
                        RowSource.of(
                                Args.elements(in[0]).stream()
                                        .map(each -> new Value[] {each})
                                        .iterator()));
    }

    private static RowSource numbered(List<Value> elements) {
        List<Value[]> rows = new ArrayList<>();
        for (Value element : elements) {
            rows.add(new Value[] {element, Value.of(rows.size() + 1L)});
        }
        return RowSource.of(rows.iterator());
    }

    private static void defineMeasures(Definer to) {
        to.function("cardinality(anyarray) int4", (in, env) -> Value.of(size(in[0])));
        to.function("array_length(anyarray, int4) int4", (in, env) -> ifFirst(in, size(in[0])));
        to.function("array_upper(anyarray, int4) int4", (in, env) -> ifFirst(in, size(in[0])));
        to.function("array_lower(anyarray, int4) int4", (in, env) -> ifFirst(in, 1));
        to.function(
                "array_ndims(anyarray) int4",
                (in, env) -> size(in[0]) == 0 ? Value.Null.NULL : Value.of(1));
        to.function(
                "array_dims(anyarray) text",
                (in, env) ->
                        size(in[0]) == 0 ? Value.Null.NULL : Value.of("[1:" + size(in[0]) + "]"));
    }

    private static int size(Value array) {
        return Args.elements(array).size();
    }

    private static Value ifFirst(Value[] in, long measure) {
        return Args.number(in[1]) == 1 && size(in[0]) > 0 ? Value.of(measure) : Value.Null.NULL;
    }

    private static void defineChanges(Definer to) {
        Body append = (in, env) -> joined(in[0], one(in[1]));
        Body prepend = (in, env) -> joined(one(in[0]), in[1]);
        Body cat = (in, env) -> joined(in[0], in[1]);
        String appended = "(anycompatiblearray, anycompatible) anycompatiblearray";
        String prepended = "(anycompatible, anycompatiblearray) anycompatiblearray";
        String both = "(anycompatiblearray, anycompatiblearray) anycompatiblearray";
        to.operator("||" + appended, Volatility.IMMUTABLE, false, append);
        to.operator("||" + prepended, Volatility.IMMUTABLE, false, prepend);
        to.operator("||" + both, Volatility.IMMUTABLE, false, cat);
        to.nullable("array_append" + appended, Volatility.IMMUTABLE, append);
        to.nullable("array_prepend" + prepended, Volatility.IMMUTABLE, prepend);
        to.nullable("array_cat" + both, Volatility.IMMUTABLE, cat);
        to.nullable(
                "array_remove" + appended,
                Volatility.IMMUTABLE,
                (in, env) -> replaced(in[0], in[1], List.of()));
        to.nullable(
                "array_replace(anycompatiblearray, anycompatible, anycompatible)"
                        + " anycompatiblearray",
                Volatility.IMMUTABLE,
                (in, env) -> replaced(in[0], in[1], List.of(in[2])));
        to.function("trim_array(anyarray, int4) anyarray", (in, env) -> trimmed(in));
        to.nullable(
                "array_fill(anyelement, int4[]) anyarray",
                Volatility.IMMUTABLE,
                (in, env) -> filled(in));
    }

    private static Value one(Value element) {
        if (element instanceof Value.Array) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "arrays of more than one dimension are not supported");
        }
        return new Value.Array(Collections.singletonList(element));
    }

    private static Value joined(Value left, Value right) {
        if (left.isNull() || right.isNull()) {
            return left.isNull() ? right : left;
        }
        List<Value> all = new ArrayList<>(Args.elements(left));
        all.addAll(Args.elements(right));
        return array(all);
    }

    private static Value array(List<Value> elements) {
        if (elements.size() > Value.Array.MAX_ELEMENTS) {
            throw SqlException.of(
                    SqlCode.PROGRAM_LIMIT_EXCEEDED,
                    "array size exceeds the maximum allowed (" + Value.Array.MAX_ELEMENTS + ")");
        }
        return new Value.Array(elements);
    }

    private static boolean same(Value a, Value b) {
        boolean missing = a.isNull() || b.isNull();
        return missing ? a.isNull() && b.isNull() : ValueOrder.compare(a, b) == 0;
    }

    private static Value replaced(Value array, Value wanted, List<Value> by) {
        if (array.isNull()) {
            return array;
        }
        List<Value> all = new ArrayList<>();
        for (Value element : Args.elements(array)) {
            if (same(element, wanted)) {
                all.addAll(by);
            } else {
                all.add(element);
            }
        }
        return new Value.Array(all);
    }

    private static Value trimmed(Value[] in) {
        List<Value> elements = Args.elements(in[0]);
        long count = Args.number(in[1]);
        if (count < 0 || count > elements.size()) {
            throw SqlException.of(
                    SqlCode.ARRAY_SUBSCRIPT_ERROR,
                    "number of elements to trim must be between 0 and " + elements.size());
        }
        return new Value.Array(elements.subList(0, elements.size() - (int) count));
    }

    private static Value filled(Value[] in) {
        if (in[1].isNull()) {
            throw SqlException.of(
                    SqlCode.NULL_VALUE_NOT_ALLOWED,
                    "dimension array or low bound array cannot be null");
        }
        List<Value> sizes = Args.elements(in[1]);
        if (sizes.size() > 1) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "arrays of more than one dimension are not supported");
        }
        long count = sizes.isEmpty() ? 0 : Args.number(sizes.getFirst());
        if (count < 0 || count > Value.Array.MAX_ELEMENTS) {
            throw SqlException.of(
                    SqlCode.PROGRAM_LIMIT_EXCEEDED,
                    "array size exceeds the maximum allowed (" + Value.Array.MAX_ELEMENTS + ")");
        }
        return new Value.Array(Collections.nCopies((int) count, in[0]));
    }

    private static void defineSearches(Definer to) {
        to.operator("@>(anyarray, anyarray) bool", (in, env) -> Args.bool(contains(in[0], in[1])));
        to.operator("<@(anyarray, anyarray) bool", (in, env) -> Args.bool(contains(in[1], in[0])));
        to.operator("&&(anyarray, anyarray) bool", (in, env) -> Args.bool(overlaps(in)));
        to.nullable(
                "array_position(anycompatiblearray, anycompatible) int4",
                Volatility.IMMUTABLE,
                (in, env) -> position(in, 1));
        to.nullable(
                "array_position(anycompatiblearray, anycompatible, int4) int4",
                Volatility.IMMUTABLE,
                (in, env) -> position(in, Args.number(in[2])));
        to.nullable(
                "array_positions(anycompatiblearray, anycompatible) int4[]",
                Volatility.IMMUTABLE,
                (in, env) -> positions(in));
    }

    /// Null is equal to nothing here.
    private static boolean isIn(List<Value> elements, Value wanted) {
        return !wanted.isNull()
                && elements.stream().anyMatch(each -> !each.isNull() && same(each, wanted));
    }

    private static boolean contains(Value whole, Value part) {
        List<Value> all = Args.elements(whole);
        return Args.elements(part).stream().allMatch(each -> isIn(all, each));
    }

    private static boolean overlaps(Value[] in) {
        List<Value> all = Args.elements(in[0]);
        return Args.elements(in[1]).stream().anyMatch(each -> isIn(all, each));
    }

    private static Value position(Value[] in, long from) {
        if (in[0].isNull()) {
            return in[0];
        }
        List<Value> elements = Args.elements(in[0]);
        for (int i = (int) Math.max(0, from - 1); i < elements.size(); i++) {
            if (same(elements.get(i), in[1])) {
                return Value.of(i + 1L);
            }
        }
        return Value.Null.NULL;
    }

    private static Value positions(Value[] in) {
        if (in[0].isNull()) {
            return in[0];
        }
        List<Value> found = new ArrayList<>();
        List<Value> elements = Args.elements(in[0]);
        for (int i = 0; i < elements.size(); i++) {
            if (same(elements.get(i), in[1])) {
                found.add(Value.of(i + 1L));
            }
        }
        return new Value.Array(found);
    }

    private static Body joined(List<SqlType> types) {
        SqlType element = types.getFirst().element().orElse(SqlType.TEXT);
        return (in, env) -> {
            if (in[0].isNull() || in[1].isNull()) {
                return Value.Null.NULL;
            }
            Value whenNull = in.length > 2 ? in[2] : Value.Null.NULL;
            return join(Args.elements(in[0]), Args.text(in[1]), whenNull, element, env);
        };
    }

    private static Value join(
            List<Value> elements, String separator, Value whenNull, SqlType type, Env env) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (Value element : elements) {
            if (element.isNull() && whenNull.isNull()) {
                continue;
            }
            text.append(first ? "" : separator);
            text.append(
                    element.isNull()
                            ? Args.text(whenNull)
                            : TextFormat.write(element, type, env.format()));
            first = false;
        }
        return Args.of(text.toString());
    }
}
