package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// `IS NULL`, or `IS NOT NULL` if negated.
public record NullTest(Expression operand, boolean negated) implements Expression {

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        return Truth.of(operand.evaluate(row, env).isNull() != negated);
    }

    @Override
    public List<Expression> children() {
        return List.of(operand);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new NullTest(children.getFirst(), negated);
    }
}
