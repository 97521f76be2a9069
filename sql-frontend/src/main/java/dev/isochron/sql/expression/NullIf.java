package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Null if both are equal, else the first.
///
/// @param equality the operator `=` of both types
/// @param first as the operator takes it, which is how it is given back
public record NullIf(Routine equality, Expression first, Expression second) implements Expression {

    @Override
    public SqlType type() {
        return first.type();
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value a = first.evaluate(row, env);
        Value b = second.evaluate(row, env);
        boolean same =
                !a.isNull()
                        && !b.isNull()
                        && Truth.isTrue(equality.body().apply(new Value[] {a, b}, env));
        return same ? Value.Null.NULL : a;
    }

    @Override
    public List<Expression> children() {
        return List.of(first, second);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new NullIf(equality, children.getFirst(), children.getLast());
    }
}
