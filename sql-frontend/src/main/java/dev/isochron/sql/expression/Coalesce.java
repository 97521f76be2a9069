package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// The first that is not null.
public record Coalesce(List<Expression> operands, SqlType type) implements Expression {

    public Coalesce {
        operands = List.copyOf(operands);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        for (Expression operand : operands) {
            Value value = operand.evaluate(row, env);
            if (!value.isNull()) {
                return value;
            }
        }
        return Value.Null.NULL;
    }

    @Override
    public List<Expression> children() {
        return operands;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new Coalesce(children, type);
    }
}
