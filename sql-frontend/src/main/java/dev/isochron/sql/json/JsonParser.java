package dev.isochron.sql.json;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.json.JsonValue.JsonArray;
import dev.isochron.sql.json.JsonValue.JsonBool;
import dev.isochron.sql.json.JsonValue.JsonNull;
import dev.isochron.sql.json.JsonValue.JsonNumber;
import dev.isochron.sql.json.JsonValue.JsonObject;
import dev.isochron.sql.json.JsonValue.JsonString;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads JSON.
public final class JsonParser {

    /// How deep arrays and objects may be nested: what a thread's stack can follow.
    private static final int MAX_DEPTH = 1000;

    private static final int MAX_EXPONENT = 131_072;

    private final JsonScanner scanner;
    private final boolean forText;
    private int depth;

    JsonParser(JsonScanner scanner, boolean forText) {
        this.scanner = scanner;
        this.forText = forText;
    }

    /// The value of a text.
    ///
    /// @throws SqlException if it is no JSON, or holds what `jsonb` cannot
    public static JsonValue parse(String text) {
        return parse(text, true);
    }

    /// Refuses a text that is no JSON.
    public static void check(String text) {
        parse(text, false);
    }

    private static JsonValue parse(String text, boolean forText) {
        JsonParser parser = new JsonParser(new JsonScanner(text), forText);
        JsonValue value = parser.value("JSON value");
        if (!parser.scanner.isAtEnd()) {
            throw parser.scanner.unexpected("end of input");
        }
        return value;
    }

    JsonValue value(String expected) {
        char c = scanner.peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new JsonString(scanner.string(forText));
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            case 't', 'f', 'n' -> word(scanner.word());
            default -> throw scanner.unexpected(expected);
        };
    }

    private static JsonValue word(String word) {
        return word.equals("null") ? JsonNull.NULL : new JsonBool(word.equals("true"));
    }

    private JsonValue number() {
        String digits = scanner.number();
        if (!forText) {
            return new JsonNumber(BigDecimal.ZERO);
        }
        BigDecimal value;
        try {
            value = new BigDecimal(digits);
        } catch (NumberFormatException _) {
            throw Refusal.numericOverflow();
        }
        if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
            throw Refusal.numericOverflow();
        }
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        if (plain.scale() > Numeric.MAX_SCALE
                || plain.precision() - plain.scale() > Numeric.MAX_INTEGER_DIGITS) {
            throw Refusal.numericOverflow();
        }
        return new JsonNumber(plain);
    }

    private JsonValue array() {
        enter();
        List<JsonValue> elements = new ArrayList<>();
        if (scanner.peek() == ']') {
            scanner.skip();
            depth--;
            return new JsonArray(elements);
        }
        elements.add(value("array element or \"]\""));
        while (scanner.peek() == ',') {
            scanner.skip();
            elements.add(value("JSON value"));
        }
        if (scanner.peek() != ']') {
            throw scanner.unexpected("\",\" or \"]\"");
        }
        scanner.skip();
        depth--;
        return new JsonArray(elements);
    }

    private JsonValue object() {
        enter();
        TreeMap<String, JsonValue> members = new TreeMap<>(JsonObject.KEYS);
        if (scanner.peek() == '}') {
            scanner.skip();
            depth--;
            return new JsonObject(members);
        }
        member("string or \"}\"", members);
        while (scanner.peek() == ',') {
            scanner.skip();
            member("string", members);
        }
        if (scanner.peek() != '}') {
            throw scanner.unexpected("\",\" or \"}\"");
        }
        scanner.skip();
        depth--;
        return new JsonObject(members);
    }

    private void member(String expected, Map<String, JsonValue> members) {
        if (scanner.peek() != '"') {
            throw scanner.unexpected(expected);
        }
        String key = scanner.string(forText);
        if (scanner.peek() != ':') {
            throw scanner.unexpected("\":\"");
        }
        scanner.skip();
        members.put(key, value("JSON value"));
    }

    private void enter() {
        scanner.skip();
        if (++depth > MAX_DEPTH) {
            throw SqlException.of(
                    SqlCode.STATEMENT_TOO_COMPLEX,
                    "JSON is nested deeper than " + MAX_DEPTH + " levels");
        }
    }
}
