package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.json.JsonOrder;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.json.JsonValue.JsonArray;
import dev.isochron.sql.json.JsonValue.JsonObject;
import dev.isochron.sql.json.JsonValue.JsonString;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.List;

/// What is in a `jsonb`.
final class ContainFunctions {

    private ContainFunctions() {}

    static void define(Definer to) {
        to.operator(
                "@>(jsonb, jsonb) bool",
                (in, env) -> Args.bool(contains(Jsonb.parse(in[0]), Jsonb.parse(in[1]), true)));
        to.operator(
                "<@(jsonb, jsonb) bool",
                (in, env) -> Args.bool(contains(Jsonb.parse(in[1]), Jsonb.parse(in[0]), true)));
        to.both(
                "jsonb_exists",
                "?(jsonb, text) bool",
                (in, env) -> Args.bool(hasKey(Jsonb.parse(in[0]), Args.text(in[1]))));
        to.both("jsonb_exists_any", "?|(jsonb, text[]) bool", (in, env) -> any(in));
        to.both("jsonb_exists_all", "?&(jsonb, text[]) bool", (in, env) -> all(in));
    }

    private static Value any(Value[] in) {
        JsonValue json = Jsonb.parse(in[0]);
        return Args.bool(
                Args.elements(in[1]).stream()
                        .filter(key -> !key.isNull())
                        .anyMatch(key -> hasKey(json, Args.text(key))));
    }

    private static Value all(Value[] in) {
        JsonValue json = Jsonb.parse(in[0]);
        return Args.bool(
                Args.elements(in[1]).stream()
                        .filter(key -> !key.isNull())
                        .allMatch(key -> hasKey(json, Args.text(key))));
    }

    private static boolean hasKey(JsonValue json, String key) {
        return switch (json) {
            case JsonObject object -> object.members().containsKey(key);
            case JsonArray(List<JsonValue> elements) ->
                    elements.stream().anyMatch(each -> each.equals(new JsonString(key)));
            case JsonString(String text) -> text.equals(key);
            default -> false;
        };
    }

    private static boolean same(JsonValue a, JsonValue b) {
        return JsonOrder.compare(a, b) == 0;
    }

    /// An array also contains a scalar that is one of its elements, at the top only.
    private static boolean contains(JsonValue whole, JsonValue part, boolean isTop) {
        if (whole instanceof JsonObject all && part instanceof JsonObject some) {
            return some.members().entrySet().stream()
                    .allMatch(member -> {
                        JsonValue own = all.members().get(member.getKey());
                        return own != null && contains(own, member.getValue(), false);
                    });
        }
        if (whole instanceof JsonArray(List<JsonValue> all)) {
            if (part instanceof JsonArray(List<JsonValue> some)) {
                return some.stream().allMatch(each -> isIn(all, each));
            }
            return isTop && !part.isContainer() && isIn(all, part);
        }
        return !whole.isContainer() && !part.isContainer() && same(whole, part);
    }

    private static boolean isIn(List<JsonValue> elements, JsonValue part) {
        return elements.stream()
                .anyMatch(each ->
                        each.isContainer() == part.isContainer() && contains(each, part, false));
    }
}
