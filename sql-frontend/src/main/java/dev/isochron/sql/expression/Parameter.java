package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A parameter of the statement.
///
/// @param index from 0 on: `$1` is 0
public record Parameter(int index, SqlType type) implements Expression {

    @Override
    public Value evaluate(Value[] row, Env env) {
        return env.parameter(index);
    }

    @Override
    public List<Expression> children() {
        return List.of();
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return this;
    }

    @Override
    public Volatility ownVolatility() {
        return Volatility.STABLE;
    }
}
