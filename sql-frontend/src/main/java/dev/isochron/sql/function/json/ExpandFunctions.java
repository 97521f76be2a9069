package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.json.JsonMembers;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.ArrayList;
import java.util.List;

/// JSON as rows.
final class ExpandFunctions {

    private ExpandFunctions() {}

    static void define(Definer to) {
        for (String type : List.of("json", "jsonb")) {
            to.set(
                    "%1$s_array_elements(%1$s) %1$s".formatted(type),
                    Volatility.IMMUTABLE,
                    (in, env) -> elements(in[0], type, false));
            to.set(
                    "%1$s_array_elements_text(%1$s) text".formatted(type),
                    Volatility.IMMUTABLE,
                    (in, env) -> elements(in[0], type, true));
            for (String name : List.of("to_record", "to_recordset")) {
                to.nullableSet(
                        "%1$s_%2$s(%1$s) record".formatted(type, name),
                        Volatility.STABLE,
                        (in, env) -> {
                            throw new IllegalStateException("called without columns");
                        });
            }
            to.set(
                    "%1$s_object_keys(%1$s) text".formatted(type),
                    Volatility.IMMUTABLE,
                    (in, env) -> keys(in[0], type));
            to.table(
                    "%1$s_each(%1$s) record".formatted(type),
                    "key text, value " + type,
                    (in, env) -> each(in[0], type, false));
            to.table(
                    "%1$s_each_text(%1$s) record".formatted(type),
                    "key text, value text",
                    (in, env) -> each(in[0], type, true));
        }
    }

    private static List<JsonMembers.Member> members(
            Value value, char wanted, String otherwise, String ifScalar) {
        String json = Args.text(value);
        char kind = JsonMembers.kind(json);
        if (kind != wanted) {
            throw BuildFunctions.invalid(kind == '{' || kind == '[' ? otherwise : ifScalar);
        }
        return JsonMembers.of(json);
    }

    private static RowSource elements(Value value, String type, boolean asText) {
        List<Value[]> rows = new ArrayList<>();
        String scalar =
                type.equals("json")
                        ? "cannot call json_array_elements"
                                + (asText ? "_text" : "")
                                + " on a scalar"
                        : "cannot extract elements from a scalar";
        String object =
                type.equals("json")
                        ? "cannot call json_array_elements"
                                + (asText ? "_text" : "")
                                + " on a non-array"
                        : "cannot extract elements from an object";
        for (JsonMembers.Member member : members(value, '[', object, scalar)) {
            rows.add(new Value[] {shown(member.text(), asText)});
        }
        return RowSource.of(rows.iterator());
    }

    private static Value shown(String json, boolean asText) {
        if (!asText) {
            return Value.of(json);
        }
        JsonValue parsed = JsonParser.parse(json);
        return parsed.isContainer() || parsed instanceof JsonValue.JsonNumber
                ? Value.of(json)
                : Jsonb.asText(parsed);
    }

    private static RowSource keys(Value value, String type) {
        List<Value[]> rows = new ArrayList<>();
        String function = type + "_object_keys";
        for (JsonMembers.Member member :
                members(
                        value,
                        '{',
                        "cannot call " + function + " on an array",
                        "cannot call " + function + " on a scalar")) {
            rows.add(new Value[] {Value.of(String.valueOf(member.key()))});
        }
        return RowSource.of(rows.iterator());
    }

    private static RowSource each(Value value, String type, boolean asText) {
        List<Value[]> rows = new ArrayList<>();
        String function = type + "_each" + (asText ? "_text" : "");
        String message =
                type.equals("json")
                        ? "cannot deconstruct an array as an object"
                        : "cannot call " + function + " on a non-object";
        String scalar =
                type.equals("json")
                        ? "cannot deconstruct a scalar"
                        : "cannot call " + function + " on a non-object";
        for (JsonMembers.Member member : members(value, '{', message, scalar)) {
            rows.add(
                    new Value[] {
                        Value.of(String.valueOf(member.key())), shown(member.text(), asText)
                    });
        }
        return RowSource.of(rows.iterator());
    }
}
