package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// The opposite; of unknown, unknown.
public record Not(Expression operand) implements Expression {

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        return Truth.not(operand.evaluate(row, env));
    }

    @Override
    public List<Expression> children() {
        return List.of(operand);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new Not(children.getFirst());
    }
}
