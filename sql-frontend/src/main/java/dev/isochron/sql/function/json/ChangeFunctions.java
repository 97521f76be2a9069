package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.json.JsonValue.JsonArray;
import dev.isochron.sql.json.JsonValue.JsonNull;
import dev.isochron.sql.json.JsonValue.JsonObject;
import dev.isochron.sql.json.JsonValue.JsonString;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// `jsonb` with something added, replaced or left out.
final class ChangeFunctions {

    private ChangeFunctions() {}

    static void define(Definer to) {
        to.operator(
                "||(jsonb, jsonb) jsonb",
                (in, env) -> Jsonb.of(joined(Jsonb.parse(in[0]), Jsonb.parse(in[1]))));
        to.operator(
                "-(jsonb, text) jsonb",
                (in, env) -> Jsonb.of(without(Jsonb.parse(in[0]), List.of(Args.text(in[1])))));
        to.operator(
                "-(jsonb, text[]) jsonb",
                (in, env) -> Jsonb.of(without(Jsonb.parse(in[0]), texts(in[1]))));
        to.operator("-(jsonb, int4) jsonb", (in, env) -> withoutIndex(in));
        to.both("jsonb_delete_path", "#-(jsonb, text[]) jsonb", (in, env) -> withoutPath(in));
        to.function("jsonb_set(jsonb, text[], jsonb) jsonb", (in, env) -> set(in, true));
        to.function(
                "jsonb_set(jsonb, text[], jsonb, bool) jsonb",
                (in, env) -> set(in, Args.truth(in[3])));
        to.function("jsonb_insert(jsonb, text[], jsonb) jsonb", (in, env) -> insert(in, false));
        to.function(
                "jsonb_insert(jsonb, text[], jsonb, bool) jsonb",
                (in, env) -> insert(in, Args.truth(in[3])));
        LaxFunctions.define(to);
        to.function(
                "jsonb_pretty(jsonb) text",
                (in, env) -> Value.of(JsonText.pretty(Jsonb.parse(in[0]))));
        to.function(
                "jsonb_strip_nulls(jsonb) jsonb",
                (in, env) -> Jsonb.of(stripped(Jsonb.parse(in[0]))));
    }

    private static List<String> texts(Value array) {
        return Args.elements(array).stream()
                .filter(each -> !each.isNull())
                .map(Args::text)
                .toList();
    }

    private static List<JsonValue> elements(JsonValue json) {
        return json instanceof JsonArray(List<JsonValue> elements) ? elements : List.of(json);
    }

    private static JsonValue joined(JsonValue left, JsonValue right) {
        if (left instanceof JsonObject a && right instanceof JsonObject b) {
            Map<String, JsonValue> all = new TreeMap<>(a.members());
            all.putAll(b.members());
            return JsonObject.of(all);
        }
        List<JsonValue> all = new ArrayList<>(elements(left));
        all.addAll(elements(right));
        return new JsonArray(all);
    }

    private static JsonValue without(JsonValue json, List<String> keys) {
        return switch (json) {
            case JsonObject object -> {
                Map<String, JsonValue> left = new TreeMap<>(object.members());
                keys.forEach(left::remove);
                yield JsonObject.of(left);
            }
            case JsonArray(List<JsonValue> elements) ->
                    new JsonArray(
                            elements.stream()
                                    .filter(each ->
                                            !(each instanceof JsonString(String text)
                                                    && keys.contains(text)))
                                    .toList());
            default -> throw BuildFunctions.invalid("cannot delete from scalar");
        };
    }

    private static Value withoutIndex(Value[] in) {
        JsonValue json = Jsonb.parse(in[0]);
        if (json instanceof JsonObject) {
            throw BuildFunctions.invalid("cannot delete from object using integer index");
        }
        if (!(json instanceof JsonArray(List<JsonValue> elements))) {
            throw BuildFunctions.invalid("cannot delete from scalar");
        }
        int index = PathFunctions.index(Long.toString(Args.number(in[1])), elements.size());
        List<JsonValue> left = new ArrayList<>(elements);
        if (index >= 0) {
            left.remove(index);
        }
        return Jsonb.of(new JsonArray(left));
    }

    static Value withoutPath(Value[] in) {
        JsonValue json = Jsonb.parse(in[0]);
        if (!json.isContainer()) {
            throw BuildFunctions.invalid("cannot delete path in scalar");
        }
        List<String> path = texts(in[1]);
        return path.isEmpty() ? in[0] : Jsonb.of(removed(json, path, 1));
    }

    private static JsonValue removed(JsonValue json, List<String> path, int depth) {
        requireIndex(json, path.getFirst(), depth);
        if (path.size() > 1) {
            return changed(
                    json,
                    path.getFirst(),
                    child -> removed(child, path.subList(1, path.size()), depth + 1));
        }
        if (json instanceof JsonObject) {
            return without(json, path);
        }
        if (json instanceof JsonArray(List<JsonValue> elements)) {
            int index = PathFunctions.index(path.getFirst(), elements.size());
            List<JsonValue> left = new ArrayList<>(elements);
            if (index >= 0) {
                left.remove(index);
            }
            return new JsonArray(left);
        }
        return json;
    }

    /// The same with a child that is there changed.
    private static JsonValue changed(JsonValue json, String step, UnaryOperator<JsonValue> change) {
        JsonValue child = PathFunctions.child(json, step, true, true);
        if (child == null) {
            return json;
        }
        return switch (json) {
            case JsonObject object -> {
                Map<String, JsonValue> members = new TreeMap<>(object.members());
                members.put(step, change.apply(child));
                yield JsonObject.of(members);
            }
            case JsonArray(List<JsonValue> elements) -> {
                List<JsonValue> all = new ArrayList<>(elements);
                all.set(PathFunctions.index(step, elements.size()), change.apply(child));
                yield new JsonArray(all);
            }
            default -> json;
        };
    }

    static Value set(Value[] in, boolean creates) {
        JsonValue json = Jsonb.parse(in[0]);
        if (!json.isContainer()) {
            throw BuildFunctions.invalid("cannot set path in scalar");
        }
        List<String> path = texts(in[1]);
        return path.isEmpty() ? in[0] : Jsonb.of(set(json, path, Jsonb.parse(in[2]), creates, 1));
    }

    private static JsonValue set(
            JsonValue json, List<String> path, JsonValue value, boolean creates, int depth) {
        String step = path.getFirst();
        if (path.size() > 1) {
            List<String> rest = path.subList(1, path.size());
            requireIndex(json, step, depth);
            return changed(json, step, child -> set(child, rest, value, creates, depth + 1));
        }
        requireIndex(json, step, depth);
        if (PathFunctions.child(json, step, true, true) != null) {
            return changed(json, step, _ -> value);
        }
        return creates ? added(json, step, value) : json;
    }

    /// An element of an array has a number.
    private static void requireIndex(JsonValue json, String step, int depth) {
        if (json instanceof JsonArray && !PathFunctions.isIndex(step)) {
            throw SqlException.of(
                    SqlCode.INVALID_TEXT_REPRESENTATION,
                    "path element at position %d is not an integer: \"%s\"".formatted(depth, step));
        }
    }

    private static JsonValue added(JsonValue json, String step, JsonValue value) {
        return switch (json) {
            case JsonObject object -> {
                Map<String, JsonValue> members = new TreeMap<>(object.members());
                members.put(step, value);
                yield JsonObject.of(members);
            }
            case JsonArray(List<JsonValue> elements) -> {
                List<JsonValue> all = new ArrayList<>(elements);
                all.add(step.startsWith("-") ? 0 : all.size(), value);
                yield new JsonArray(all);
            }
            default -> json;
        };
    }

    private static Value insert(Value[] in, boolean after) {
        List<String> path = texts(in[1]);
        JsonValue json = Jsonb.parse(in[0]);
        return path.isEmpty() ? in[0] : Jsonb.of(insert(json, path, Jsonb.parse(in[2]), after, 1));
    }

    private static JsonValue insert(
            JsonValue json, List<String> path, JsonValue value, boolean after, int depth) {
        String step = path.getFirst();
        requireIndex(json, step, depth);
        if (path.size() > 1) {
            return changed(
                    json,
                    step,
                    child -> insert(child, path.subList(1, path.size()), value, after, depth + 1));
        }
        if (json instanceof JsonArray(List<JsonValue> elements)) {
            int index = PathFunctions.index(step, elements.size());
            List<JsonValue> all = new ArrayList<>(elements);
            int at = index >= 0 ? index + (after ? 1 : 0) : step.startsWith("-") ? 0 : all.size();
            all.add(at, value);
            return new JsonArray(all);
        }
        if (PathFunctions.child(json, step, false, true) != null) {
            throw SqlError.of(SqlCode.INVALID_PARAMETER_VALUE, "cannot replace existing key")
                    .withHint("Try using the function jsonb_set to replace key value.")
                    .exception();
        }
        return added(json, step, value);
    }

    private static JsonValue stripped(JsonValue json) {
        return switch (json) {
            case JsonObject object -> {
                Map<String, JsonValue> left = new TreeMap<>();
                object.members()
                        .forEach((key, value) -> {
                            if (value != JsonNull.NULL) {
                                left.put(key, stripped(value));
                            }
                        });
                yield JsonObject.of(left);
            }
            case JsonArray(List<JsonValue> elements) ->
                    new JsonArray(elements.stream().map(ChangeFunctions::stripped).toList());
            default -> json;
        };
    }
}
