package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `IS TRUE`, `IS FALSE`, `IS UNKNOWN`, and each with `NOT`.
///
/// @param expected what is asked for; unknown is null
public record TruthTest(Expression operand, @Nullable Boolean expected, boolean negated)
        implements Expression {

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        boolean matches =
                switch (operand.evaluate(row, env)) {
                    case Value.Bool(boolean truth) -> expected != null && expected == truth;
                    default -> expected == null;
                };
        return Truth.of(matches != negated);
    }

    @Override
    public List<Expression> children() {
        return List.of(operand);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new TruthTest(children.getFirst(), expected, negated);
    }
}
