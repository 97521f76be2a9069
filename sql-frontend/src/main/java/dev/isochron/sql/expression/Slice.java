package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// `array[lower:upper]`: what of it is there.
///
/// @param lower of the first element wanted; [#OPEN] if left out
/// @param upper of the last element wanted; [#OPEN] if left out
/// @param type the array's
public record Slice(Expression array, Expression lower, Expression upper, SqlType type)
        implements Expression {

    @Override
    public Value evaluate(Value[] row, Env env) {
        if (!(array.evaluate(row, env) instanceof Value.Array(List<Value> elements))) {
            return Value.Null.NULL;
        }
        Value from = lower.equals(OPEN) ? Value.of(1) : lower.evaluate(row, env);
        Value to = upper.equals(OPEN) ? Value.of(elements.size()) : upper.evaluate(row, env);
        if (!(from instanceof Value.Int(long first)) || !(to instanceof Value.Int(long last))) {
            return Value.Null.NULL;
        }
        int begin = Math.clamp(first - 1, 0, elements.size());
        int end = Math.clamp(last, begin, elements.size());
        return new Value.Array(elements.subList(begin, end));
    }

    @Override
    public List<Expression> children() {
        return List.of(array, lower, upper);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new Slice(children.get(0), children.get(1), children.get(2), type);
    }

    /// Stands for a bound that was left out.
    public static final Constant OPEN = Constant.ofNull(SqlType.VOID);
}
