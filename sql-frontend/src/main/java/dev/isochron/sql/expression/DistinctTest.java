package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// `IS DISTINCT FROM`, or `IS NOT DISTINCT FROM` if negated: equality that counts null as a value.
///
/// @param equality the operator `=` of both types
public record DistinctTest(Routine equality, Expression left, Expression right, boolean negated)
        implements Expression {

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value a = left.evaluate(row, env);
        Value b = right.evaluate(row, env);
        boolean same =
                (a.isNull() || b.isNull())
                        ? a.isNull() && b.isNull()
                        : Truth.isTrue(equality.body().apply(new Value[] {a, b}, env));
        return Truth.of(same == negated);
    }

    @Override
    public List<Expression> children() {
        return List.of(left, right);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new DistinctTest(equality, children.getFirst(), children.getLast(), negated);
    }
}
