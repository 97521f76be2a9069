package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// `array[index]`; null where there is no such element.
///
/// @param type the element's
/// @param first the number of the first element: 1, but 0 in `int2vector` and `oidvector`
public record Subscript(Expression array, Expression index, SqlType type, int first)
        implements Expression {

    @Override
    public Value evaluate(Value[] row, Env env) {
        if (array.evaluate(row, env) instanceof Value.Array(List<Value> elements)
                && index.evaluate(row, env) instanceof Value.Int(long at)
                && at >= first
                && at - first < elements.size()) {
            return elements.get((int) (at - first));
        }
        return Value.Null.NULL;
    }

    @Override
    public List<Expression> children() {
        return List.of(array, index);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new Subscript(children.getFirst(), children.getLast(), type, first);
    }
}
