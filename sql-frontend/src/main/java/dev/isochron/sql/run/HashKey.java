package dev.isochron.sql.run;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.ArrayList;
import java.util.List;

/// Values that are equal as records if SQL calls them equal.
record HashKey(List<Value> values) {

    /// The key of a row.
    static HashKey of(List<Expression> expressions, Value[] row, Env env) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(canonical(expression.evaluate(row, env), expression.type()));
        }
        return new HashKey(values);
    }

    /// The key of a whole row.
    static HashKey of(Value[] row) {
        List<Value> values = new ArrayList<>(row.length);
        for (Value value : row) {
            values.add(canonical(value));
        }
        return new HashKey(values);
    }

    /// The key of values that were computed already.
    static HashKey of(List<Expression> expressions, Value[] computed) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (int i = 0; i < expressions.size(); i++) {
            values.add(canonical(computed[i], expressions.get(i).type()));
        }
        return new HashKey(values);
    }

    /// Whether a null is among them, which equals nothing.
    boolean hasNull() {
        for (Value value : values) {
            if (value.isNull()) {
                return true;
            }
        }
        return false;
    }

    /// `jsonb` is a text, in which equal numbers may be written in several ways.
    private static Value canonical(Value value, SqlType type) {
        return type.is(TypeId.JSONB) && value instanceof Value.Text(String text)
                ? Value.of(JsonText.canonical(JsonParser.parse(text)))
                : canonical(value);
    }

    private static Value canonical(Value value) {
        return switch (value) {
            case Numeric.Finite(var number) -> Numeric.of(plain(number));
            case Value.Float4(float number) -> new Value.Float4(number == 0 ? 0 : number);
            case Value.Float8(double number) -> new Value.Float8(number == 0 ? 0 : number);
            case CalendarInterval interval -> interval.plainest();
            case Value.Array(List<Value> elements) ->
                    new Value.Array(elements.stream().map(HashKey::canonical).toList());
            default -> value;
        };
    }

    private static java.math.BigDecimal plain(java.math.BigDecimal number) {
        java.math.BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
