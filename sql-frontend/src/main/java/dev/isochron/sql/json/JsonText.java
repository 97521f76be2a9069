package dev.isochron.sql.json;

import dev.isochron.sql.json.JsonValue.JsonArray;
import dev.isochron.sql.json.JsonValue.JsonBool;
import dev.isochron.sql.json.JsonValue.JsonNull;
import dev.isochron.sql.json.JsonValue.JsonNumber;
import dev.isochron.sql.json.JsonValue.JsonObject;
import dev.isochron.sql.json.JsonValue.JsonString;
import java.util.Map;
import java.util.TreeMap;

/// Writes JSON in the normal form of `jsonb`.
public final class JsonText {

    private static final int INDENT = 4;

    private JsonText() {}

    /// The text of a value, on one line.
    public static String write(JsonValue value) {
        StringBuilder text = new StringBuilder();
        append(text, value, -1);
        return text.toString();
    }

    /// The text of a value, each member on a line of its own.
    public static String pretty(JsonValue value) {
        StringBuilder text = new StringBuilder();
        append(text, value, 0);
        return text.toString();
    }

    /// The same text for all values that are equal.
    public static String canonical(JsonValue value) {
        return write(plain(value));
    }

    private static JsonValue plain(JsonValue value) {
        return switch (value) {
            case JsonNumber(var number) -> new JsonNumber(number.stripTrailingZeros());
            case JsonArray(var elements) ->
                    new JsonArray(elements.stream().map(JsonText::plain).toList());
            case JsonObject(var members) -> {
                Map<String, JsonValue> all = new TreeMap<>(JsonObject.KEYS);
                members.forEach((key, member) -> all.put(key, plain(member)));
                yield JsonObject.of(all);
            }
            case JsonNull _, JsonBool _, JsonString _ -> value;
        };
    }

    /// A text as a JSON string, with its quotes.
    public static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2);
        appendString(text, value);
        return text.toString();
    }

    /// @param level how deep it is, or -1 for all on one line
    private static void append(StringBuilder text, JsonValue value, int level) {
        switch (value) {
            case JsonNull _ -> text.append("null");
            case JsonBool(boolean truth) -> text.append(truth);
            case JsonNumber(var number) -> text.append(number.toPlainString());
            case JsonString(String string) -> appendString(text, string);
            case JsonArray array -> appendArray(text, array, level);
            case JsonObject object -> appendObject(text, object, level);
        }
    }

    private static void appendArray(StringBuilder text, JsonArray array, int level) {
        text.append('[');
        boolean first = true;
        for (JsonValue element : array.elements()) {
            separate(text, first, level);
            append(text, element, inner(level));
            first = false;
        }
        close(text, level, ']');
    }

    private static void appendObject(StringBuilder text, JsonObject object, int level) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            separate(text, first, level);
            appendString(text, member.getKey());
            text.append(": ");
            append(text, member.getValue(), inner(level));
            first = false;
        }
        close(text, level, '}');
    }

    private static int inner(int level) {
        return level < 0 ? level : level + 1;
    }

    private static void separate(StringBuilder text, boolean first, int level) {
        if (level >= 0) {
            text.append(first ? "\n" : ",\n").append(" ".repeat(INDENT * (level + 1)));
        } else if (!first) {
            text.append(", ");
        }
    }

    private static void close(StringBuilder text, int level, char bracket) {
        if (level >= 0) {
            text.append('\n').append(" ".repeat(INDENT * level));
        }
        text.append(bracket);
    }

    private static void appendString(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append("\\u%04x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
