package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeCategory;
import java.util.List;
import java.util.stream.Collectors;

/// JSON made of other values.
final class BuildFunctions {

    private BuildFunctions() {}

    static void define(Definer to) {
        to.typedStrict("to_json(anyelement) json", Volatility.STABLE, types -> json(types));
        to.typedStrict(
                "to_jsonb(anyelement) jsonb", Volatility.STABLE, types -> jsonb(json(types)));
        to.function("row_to_json(record) json", (in, env) -> in[0]);
        to.typedStrict("array_to_json(anyarray) json", Volatility.STABLE, types -> json(types));
        to.typedStrict(
                "array_to_json(anyarray, bool) json",
                Volatility.STABLE,
                types ->
                        (in, env) ->
                                Args.truth(in[1])
                                        ? Value.of(lines(in[0], types.getFirst(), env))
                                        : json(types).apply(in, env));
        for (String type : List.of("json", "jsonb")) {
            boolean isB = type.equals("jsonb");
            to.nullable(
                    type + "_build_object() " + type,
                    Volatility.STABLE,
                    (in, env) -> Value.of("{}"));
            to.nullable(
                    type + "_build_array() " + type,
                    Volatility.STABLE,
                    (in, env) -> Value.of("[]"));
            to.typed(
                    "%1$s_build_object(variadic any) %1$s".formatted(type),
                    Volatility.STABLE,
                    types -> isB ? jsonb(object(types)) : object(types));
            to.typed(
                    "%1$s_build_array(variadic any) %1$s".formatted(type),
                    Volatility.STABLE,
                    types -> isB ? jsonb(array(types)) : array(types));
            to.function(
                    "%1$s_object(text[]) %1$s".formatted(type), (in, env) -> ofPairs(in[0], isB));
            to.function(
                    "%1$s_object(text[], text[]) %1$s".formatted(type),
                    (in, env) -> ofLists(in, isB));
        }
    }

    static SqlException invalid(String message) {
        return SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, message);
    }

    private static Body jsonb(Body json) {
        return (in, env) -> {
            Value built = json.apply(in, env);
            return built.isNull() ? built : Jsonb.of(JsonParser.parse(Args.text(built)));
        };
    }

    private static Body json(List<SqlType> types) {
        return (in, env) -> Value.of(JsonOf.text(in[0], types.getFirst(), env));
    }

    /// Each element on a line of its own.
    private static String lines(Value array, SqlType type, Env env) {
        SqlType element = type.element().orElseThrow();
        return Args.elements(array).stream()
                .map(each -> JsonOf.text(each, element, env))
                .collect(Collectors.joining(",\n ", "[", "]"));
    }

    private static Body array(List<SqlType> types) {
        return (in, env) -> {
            StringBuilder text = new StringBuilder("[");
            for (int i = 0; i < in.length; i++) {
                text.append(i > 0 ? ", " : "").append(JsonOf.text(in[i], types.get(i), env));
            }
            return Value.of(text.append(']').toString());
        };
    }

    private static Body object(List<SqlType> types) {
        return (in, env) -> {
            if (in.length % 2 != 0) {
                throw invalid("argument list must have even number of elements");
            }
            StringBuilder text = new StringBuilder("{");
            for (int i = 0; i < in.length; i += 2) {
                text.append(i > 0 ? ", " : "").append(key(in[i], types.get(i), i + 1, env));
                text.append(" : ").append(JsonOf.text(in[i + 1], types.get(i + 1), env));
            }
            return Value.of(text.append('}').toString());
        };
    }

    private static String key(Value value, SqlType type, int number, Env env) {
        if (value.isNull()) {
            throw invalid("argument " + number + " cannot be null");
        }
        if (type.category() == TypeCategory.ARRAY) {
            throw invalid("key value must be scalar, not array, composite, or json");
        }
        return JsonText.quoted(
                value instanceof Value.Bool(boolean truth)
                        ? Boolean.toString(truth)
                        : TextFormat.write(value, type, env.format()));
    }

    private static Value finished(String text, boolean isB) {
        return isB ? Jsonb.of(JsonParser.parse(text)) : Value.of(text);
    }

    private static String scalar(Value value) {
        return value.isNull() ? "null" : JsonText.quoted(Args.text(value));
    }

    private static Value ofPairs(Value array, boolean isB) {
        List<Value> elements = Args.elements(array);
        if (elements.size() % 2 != 0) {
            throw SqlException.of(
                    SqlCode.ARRAY_SUBSCRIPT_ERROR, "array must have even number of elements");
        }
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < elements.size(); i += 2) {
            appendPair(text, elements.get(i), elements.get(i + 1));
        }
        return finished(text.append('}').toString(), isB);
    }

    private static void appendPair(StringBuilder text, Value key, Value value) {
        if (key.isNull()) {
            throw SqlException.of(
                    SqlCode.NULL_VALUE_NOT_ALLOWED, "null value not allowed for object key");
        }
        text.append(text.length() > 1 ? ", " : "").append(scalar(key));
        text.append(" : ").append(scalar(value));
    }

    private static Value ofLists(Value[] in, boolean isB) {
        List<Value> keys = Args.elements(in[0]);
        List<Value> values = Args.elements(in[1]);
        if (keys.size() != values.size()) {
            throw SqlException.of(SqlCode.ARRAY_SUBSCRIPT_ERROR, "mismatched array dimensions");
        }
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < keys.size(); i++) {
            appendPair(text, keys.get(i), values.get(i));
        }
        return finished(text.append('}').toString(), isB);
    }

    /// The kind of a value, for messages.
    static String kind(JsonValue json) {
        return json.isContainer() ? json.typeName() : "scalar";
    }
}
