package dev.isochron.sql.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.json.JsonValue.JsonArray;
import dev.isochron.sql.json.JsonValue.JsonBool;
import dev.isochron.sql.json.JsonValue.JsonNull;
import dev.isochron.sql.json.JsonValue.JsonNumber;
import dev.isochron.sql.json.JsonValue.JsonObject;
import dev.isochron.sql.json.JsonValue.JsonString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The order of `jsonb`: object > array > boolean > number > string > null, and longer containers
/// above shorter ones.
public final class JsonOrder {

    private JsonOrder() {}

    /// Below zero, zero or above zero, as `a` is before, equal to or after `b`.
    public static int compare(JsonValue a, JsonValue b) {
        return compare(a, b, true);
    }

    /// PostgreSQL puts an empty array that is not within another value below everything.
    private static int compare(JsonValue a, JsonValue b, boolean isTop) {
        int byKind = Integer.compare(rank(a, isTop), rank(b, isTop));
        if (byKind != 0) {
            return byKind;
        }
        return switch (a) {
            case JsonNull _ -> 0;
            case JsonBool(boolean x) -> Boolean.compare(x, ((JsonBool) b).value());
            case JsonNumber(var x) -> x.compareTo(((JsonNumber) b).value());
            case JsonString(String x) -> compareTexts(x, ((JsonString) b).value());
            case JsonArray(List<JsonValue> x) -> compareArrays(x, ((JsonArray) b).elements());
            case JsonObject x -> compareObjects(x, (JsonObject) b);
        };
    }

    private static int rank(JsonValue value, boolean isTop) {
        return switch (value) {
            case JsonNull _ -> 0;
            case JsonString _ -> 1;
            case JsonNumber _ -> 2;
            case JsonBool _ -> 3;
            case JsonArray array -> isTop && array.elements().isEmpty() ? -1 : 4;
            case JsonObject _ -> 5;
        };
    }

    private static int compareTexts(String x, String y) {
        return ValueOrder.compare(Value.of(x), Value.of(y));
    }

    private static int compareArrays(List<JsonValue> x, List<JsonValue> y) {
        if (x.size() != y.size()) {
            return Integer.compare(x.size(), y.size());
        }
        for (int i = 0; i < x.size(); i++) {
            int byElement = compare(x.get(i), y.get(i), false);
            if (byElement != 0) {
                return byElement;
            }
        }
        return 0;
    }

    private static int compareObjects(JsonObject x, JsonObject y) {
        if (x.members().size() != y.members().size()) {
            return Integer.compare(x.members().size(), y.members().size());
        }
        Iterator<Map.Entry<String, JsonValue>> others = y.members().entrySet().iterator();
        for (Map.Entry<String, JsonValue> member : x.members().entrySet()) {
            Map.Entry<String, JsonValue> other = others.next();
            int byKey = JsonObject.KEYS.compare(member.getKey(), other.getKey());
            if (byKey != 0) {
                return byKey;
            }
            int byValue = compare(member.getValue(), other.getValue(), false);
            if (byValue != 0) {
                return byValue;
            }
        }
        return 0;
    }
}
