package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Null if both are equal, else the first.
///
/// @param equality the operator `=` of both types
/// @param compared the first as the operator takes it
public record NullIf(Routine equality, Expression first, Expression compared, Expression second)
        implements Expression {

    @Override
    public SqlType type() {
        return first.type();
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value value = first.evaluate(row, env);
        Value a = compared.evaluate(row, env);
        Value b = second.evaluate(row, env);
        boolean same =
                !a.isNull()
                        && !b.isNull()
                        && Truth.isTrue(equality.body().apply(new Value[] {a, b}, env));
        return same ? Value.Null.NULL : value;
    }

    @Override
    public List<Expression> children() {
        return List.of(first, compared, second);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new NullIf(equality, children.get(0), children.get(1), children.get(2));
    }
}
