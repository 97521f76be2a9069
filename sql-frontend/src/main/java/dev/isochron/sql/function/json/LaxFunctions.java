package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.json.JsonMembers;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;

/// `jsonb_set_lax`, which says what null means, and `json_strip_nulls`.
final class LaxFunctions {

    private LaxFunctions() {}

    static void define(Definer to) {
        for (String more : new String[] {"", ", bool", ", bool, text"}) {
            to.nullable(
                    "jsonb_set_lax(jsonb, text[], jsonb" + more + ") jsonb",
                    Volatility.IMMUTABLE,
                    (in, env) -> set(in));
        }
        to.function(
                "json_strip_nulls(json) json",
                (in, env) -> {
                    StringBuilder text = new StringBuilder();
                    strip(Args.text(in[0]).strip(), text);
                    return Value.of(text.toString());
                });
    }

    private static Value set(Value[] in) {
        if (in[0].isNull() || in[1].isNull() || (in.length > 3 && in[3].isNull())) {
            return Value.Null.NULL;
        }
        boolean creates = in.length < 4 || Args.truth(in[3]);
        if (!in[2].isNull()) {
            return ChangeFunctions.set(in, creates);
        }
        if (in.length > 4 && in[4].isNull()) {
            throw invalid(
                    "null_value_treatment must be \"delete_key\", \"return_target\","
                            + " \"use_json_null\", or \"raise_exception\"");
        }
        String treatment = in.length > 4 ? Args.text(in[4]) : "use_json_null";
        return switch (treatment) {
            case "raise_exception" ->
                    throw SqlError.of(SqlCode.NULL_VALUE_NOT_ALLOWED, "JSON value must not be null")
                            .withDetail(
                                    "Exception was raised because null_value_treatment is"
                                            + " \"raise_exception\".")
                            .withHint(
                                    "To avoid, either change the null_value_treatment argument or"
                                            + " ensure that an SQL NULL is not passed.")
                            .exception();
            case "use_json_null" ->
                    ChangeFunctions.set(new Value[] {in[0], in[1], Value.of("null")}, creates);
            case "delete_key" -> ChangeFunctions.withoutPath(in);
            case "return_target" -> in[0];
            default ->
                    throw invalid(
                            "null_value_treatment must be \"delete_key\", \"return_target\","
                                    + " \"use_json_null\", or \"raise_exception\"");
        };
    }

    private static SqlException invalid(String message) {
        return SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, message);
    }

    /// Members that are null are left out; the order of the others stays, and so do numbers as they
    /// were written.
    private static void strip(String json, StringBuilder out) {
        char kind = JsonMembers.kind(json);
        if (kind != '{' && kind != '[') {
            boolean isText = kind == '"';
            out.append(
                    isText && JsonParser.parse(json) instanceof JsonValue.JsonString(String text)
                            ? JsonText.quoted(text)
                            : json);
            return;
        }
        out.append(kind);
        boolean first = true;
        for (JsonMembers.Member member : JsonMembers.of(json)) {
            String key = member.key();
            if (key != null && member.text().equals("null")) {
                continue;
            }
            out.append(first ? "" : ",");
            first = false;
            if (key != null) {
                out.append(JsonText.quoted(key)).append(':');
            }
            strip(member.text(), out);
        }
        out.append(kind == '{' ? '}' : ']');
    }
}
