package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A value that comes from the row of an enclosing query.
///
/// The enclosing query's expression ([ScalarSubquery] and its like) computes it from its own row
/// and hands it over when it runs the subquery.
///
/// @param index its place among the arguments of the subquery
/// @param name for people to read
public record OuterValue(int index, SqlType type, String name) implements Expression {

    @Override
    public Value evaluate(Value[] row, Env env) {
        return env.outer(index);
    }

    @Override
    public List<Expression> children() {
        return List.of();
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return this;
    }

    /// Constant within one run of the subquery, not beyond.
    @Override
    public Volatility ownVolatility() {
        return Volatility.STABLE;
    }
}
