package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// `ARRAY[…]`.
///
/// @param type the array's
public record ArrayOf(List<Expression> elements, SqlType type) implements Expression {

    public ArrayOf {
        elements = List.copyOf(elements);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        List<Value> values = new ArrayList<>(elements.size());
        for (Expression element : elements) {
            values.add(element.evaluate(row, env));
        }
        return new Value.Array(values);
    }

    @Override
    public List<Expression> children() {
        return elements;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new ArrayOf(children, type);
    }
}
