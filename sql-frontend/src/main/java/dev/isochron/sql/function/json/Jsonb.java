package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.routine.Args;

/// Between values at run time and JSON.
final class Jsonb {

    private Jsonb() {}

    static JsonValue parse(Value value) {
        return JsonParser.parse(Args.text(value));
    }

    static Value of(JsonValue json) {
        return Value.of(JsonText.write(json));
    }

    /// A text for a string, JSON for everything else, and null for null.
    static Value asText(JsonValue json) {
        return switch (json) {
            case JsonValue.JsonNull _ -> Value.Null.NULL;
            case JsonValue.JsonString(String text) -> Args.of(text);
            default -> of(json);
        };
    }
}
