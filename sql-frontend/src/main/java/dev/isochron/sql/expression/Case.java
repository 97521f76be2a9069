package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// `CASE WHEN … THEN … ELSE … END`; of the form with an operand the binder makes this one.
///
/// @param arms tried in order; only what is needed is evaluated
/// @param otherwise the value if no condition is met
/// @param type that of all results
public record Case(List<Arm> arms, Expression otherwise, SqlType type) implements Expression {

    /// A condition and what the value is if it is met.
    public record Arm(Expression condition, Expression result) {}

    public Case {
        arms = List.copyOf(arms);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        for (Arm arm : arms) {
            if (arm.condition.holds(row, env)) {
                return arm.result.evaluate(row, env);
            }
        }
        return otherwise.evaluate(row, env);
    }

    @Override
    public List<Expression> children() {
        List<Expression> all = new ArrayList<>();
        for (Arm arm : arms) {
            all.add(arm.condition);
            all.add(arm.result);
        }
        all.add(otherwise);
        return all;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        List<Arm> changed = new ArrayList<>();
        for (int i = 0; i + 1 < children.size(); i += 2) {
            changed.add(new Arm(children.get(i), children.get(i + 1)));
        }
        return new Case(changed, children.getLast(), type);
    }
}
