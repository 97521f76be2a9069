package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.json.JsonMembers;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Members by key, by index, and by path.
final class PathFunctions {

    private static final Pattern INDEX = Pattern.compile("-?\\d{1,9}");

    private PathFunctions() {}

    static void define(Definer to) {
        define(to, "jsonb");
        define(to, "json");
    }

    private static void define(Definer to, String type) {
        boolean isB = type.equals("jsonb");
        to.operator("->(%1$s, text) %1$s".formatted(type), (in, env) -> member(in, isB, false));
        to.operator("->(%1$s, int4) %1$s".formatted(type), (in, env) -> member(in, isB, false));
        to.operator("->>(%s, text) text".formatted(type), (in, env) -> member(in, isB, true));
        to.operator("->>(%s, int4) text".formatted(type), (in, env) -> member(in, isB, true));
        to.operator("#>(%1$s, text[]) %1$s".formatted(type), (in, env) -> path(in, isB, false));
        to.operator("#>>(%s, text[]) text".formatted(type), (in, env) -> path(in, isB, true));
        to.function(
                "%1$s_extract_path(%1$s, variadic text[]) %1$s".formatted(type),
                (in, env) -> path(in, isB, false));
        to.function(
                "%1$s_extract_path_text(%1$s, variadic text[]) text".formatted(type),
                (in, env) -> path(in, isB, true));
        to.function("%1$s_array_length(%1$s) int4".formatted(type), (in, env) -> length(in[0]));
        to.function(
                "%1$s_typeof(%1$s) text".formatted(type),
                (in, env) -> Value.of(JsonParser.parse(Args.text(in[0])).typeName()));
    }

    private static Value length(Value value) {
        JsonValue json = Jsonb.parse(value);
        if (!(json instanceof JsonValue.JsonArray(List<JsonValue> elements))) {
            throw BuildFunctions.invalid(
                    json.isContainer()
                            ? "cannot get array length of a non-array"
                            : "cannot get array length of a scalar");
        }
        return Value.of(elements.size());
    }

    private static Value member(Value[] in, boolean isB, boolean asText) {
        String step =
                in[1] instanceof Value.Int(long index) ? Long.toString(index) : Args.text(in[1]);
        boolean byIndex = in[1] instanceof Value.Int;
        if (isB) {
            JsonValue json = Jsonb.parse(in[0]);
            // PostgreSQL keeps a scalar as an array of one.
            boolean isOne = byIndex && !json.isContainer();
            JsonValue whole = isOne ? new JsonValue.JsonArray(List.of(json)) : json;
            return shown(child(whole, step, byIndex, !byIndex), asText);
        }
        String found = textOf(Args.text(in[0]), step, byIndex, !byIndex);
        return shown(found, asText);
    }

    private static Value path(Value[] in, boolean isB, boolean asText) {
        List<Value> steps = Args.elements(in[1]);
        if (steps.stream().anyMatch(Value::isNull)) {
            return Value.Null.NULL;
        }
        if (isB) {
            JsonValue at = Jsonb.parse(in[0]);
            for (Value step : steps) {
                at = at == null ? null : child(at, Args.text(step), true, true);
            }
            return shown(at, asText);
        }
        String at = Args.text(in[0]);
        for (Value step : steps) {
            at = at == null ? null : textOf(at, Args.text(step), true, true);
        }
        return shown(at, asText);
    }

    private static Value shown(@Nullable JsonValue found, boolean asText) {
        if (found == null) {
            return Value.Null.NULL;
        }
        return asText ? Jsonb.asText(found) : Jsonb.of(found);
    }

    private static Value shown(@Nullable String found, boolean asText) {
        if (found == null) {
            return Value.Null.NULL;
        }
        if (!asText) {
            return Value.of(found);
        }
        boolean isString = found.startsWith("\"");
        if (isString || found.equals("null")) {
            return Jsonb.asText(JsonParser.parse(found));
        }
        return Value.of(found);
    }

    /// @param byIndex whether a number may choose from an array
    /// @param byKey whether a key may choose from an object
    static @Nullable JsonValue child(JsonValue json, String step, boolean byIndex, boolean byKey) {
        return switch (json) {
            case JsonValue.JsonObject object when byKey -> object.members().get(step);
            case JsonValue.JsonArray(List<JsonValue> elements) when byIndex -> {
                int index = index(step, elements.size());
                yield index < 0 ? null : elements.get(index);
            }
            default -> null;
        };
    }

    /// Whether a step may choose from an array.
    static boolean isIndex(String step) {
        return INDEX.matcher(step).matches();
    }

    /// From the end if below zero; -1 if there is none.
    static int index(String step, int size) {
        if (!INDEX.matcher(step).matches()) {
            return -1;
        }
        int index = Integer.parseInt(step);
        int at = index < 0 ? index + size : index;
        return at >= 0 && at < size ? at : -1;
    }

    private static @Nullable String textOf(
            String json, String step, boolean byIndex, boolean byKey) {
        char kind = JsonMembers.kind(json);
        List<JsonMembers.Member> members = JsonMembers.of(json);
        if (kind == '[' && byIndex) {
            int index = index(step, members.size());
            return index < 0 ? null : members.get(index).text();
        }
        String found = null;
        if (kind == '{' && byKey) {
            for (JsonMembers.Member member : members) {
                found = step.equals(member.key()) ? member.text() : found;
            }
        }
        return found;
    }
}
