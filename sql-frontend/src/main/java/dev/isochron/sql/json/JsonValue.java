package dev.isochron.sql.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A value of JSON.
public sealed interface JsonValue {

    /// `null`, which is a value.
    enum JsonNull implements JsonValue {
        NULL
    }

    record JsonBool(boolean value) implements JsonValue {}

    record JsonNumber(BigDecimal value) implements JsonValue {}

    record JsonString(String value) implements JsonValue {}

    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    /// An object whose keys are in the order of `jsonb`.
    record JsonObject(SequencedMap<String, JsonValue> members) implements JsonValue {

        /// Shorter keys first, then by bytes.
        public static final Comparator<String> KEYS = JsonObject::compareKeys;

        public JsonObject {
            TreeMap<String, JsonValue> sorted = new TreeMap<>(KEYS);
            sorted.putAll(members);
            members = Collections.unmodifiableSequencedMap(sorted);
        }

        /// An object of these members, whose order does not matter.
        public static JsonObject of(Map<String, JsonValue> members) {
            TreeMap<String, JsonValue> sorted = new TreeMap<>(KEYS);
            sorted.putAll(members);
            return new JsonObject(sorted);
        }

        private static int compareKeys(String a, String b) {
            byte[] x = a.getBytes(StandardCharsets.UTF_8);
            byte[] y = b.getBytes(StandardCharsets.UTF_8);
            return x.length != y.length
                    ? Integer.compare(x.length, y.length)
                    : Arrays.compareUnsigned(x, y);
        }
    }

    /// What `jsonb_typeof` calls it.
    default String typeName() {
        return switch (this) {
            case JsonNull _ -> "null";
            case JsonBool _ -> "boolean";
            case JsonNumber _ -> "number";
            case JsonString _ -> "string";
            case JsonArray _ -> "array";
            case JsonObject _ -> "object";
        };
    }

    /// Whether it is an array or an object.
    default boolean isContainer() {
        return this instanceof JsonArray || this instanceof JsonObject;
    }
}
