package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.time.MomentText;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.List;

/// Writes values of SQL as JSON.
public final class JsonOf {

    private JsonOf() {}

    /// The JSON of a value: numbers, truth values and JSON as they are, everything else as a
    /// string.
    public static String text(Value value, SqlType type, Env env) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool(boolean truth) -> Boolean.toString(truth);
            case Value.Int(long number) when isNumber(type) -> Long.toString(number);
            case Numeric.Finite _ -> TextFormat.write(value, type, env.format());
            case Value.Float4 _, Value.Float8 _ ->
                    real(TextFormat.write(value, type, env.format()));
            case Value.Text(String text)
                    when type.is(TypeId.JSON) || type.is(TypeId.JSONB) || type.is(TypeId.RECORD) ->
                    text;
            case Value.LocalTimestamp timestamp ->
                    JsonText.quoted(MomentText.writeForJson(timestamp));
            case Value.UtcTimestamp timestamp ->
                    JsonText.quoted(MomentText.writeForJson(timestamp, env.format().zone()));
            case Value.Array(List<Value> elements) when type.isArray() ->
                    array(elements, type.element().orElseThrow(), env);
            default -> JsonText.quoted(TextFormat.write(value, type, env.format()));
        };
    }

    /// Numbers of objects are no numbers to JSON.
    private static boolean isNumber(SqlType type) {
        return type.is(TypeId.INT2) || type.is(TypeId.INT4) || type.is(TypeId.INT8);
    }

    /// NaN and the infinities are no numbers to JSON.
    private static String real(String text) {
        return Character.isLetter(text.charAt(text.length() - 1)) ? JsonText.quoted(text) : text;
    }

    private static String array(List<Value> elements, SqlType type, Env env) {
        StringBuilder text = new StringBuilder("[");
        for (Value element : elements) {
            text.append(text.length() > 1 ? "," : "").append(text(element, type, env));
        }
        return text.append(']').toString();
    }
}
