package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// `IN (…)`, or `NOT IN (…)` if negated.
///
/// @param equality the operator `=` of the operand's type and the items', which all have one
public record InList(Routine equality, Expression operand, List<Expression> items, boolean negated)
        implements Expression {

    public InList {
        items = List.copyOf(items);
    }

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value value = operand.evaluate(row, env);
        if (value.isNull() && !items.isEmpty()) {
            return Truth.UNKNOWN;
        }
        boolean unknown = false;
        for (Expression expression : items) {
            Value item = expression.evaluate(row, env);
            Value same =
                    item.isNull()
                            ? Truth.UNKNOWN
                            : equality.body().apply(new Value[] {value, item}, env);
            if (Truth.isTrue(same)) {
                return Truth.of(!negated);
            }
            unknown |= same.isNull();
        }
        return unknown ? Truth.UNKNOWN : Truth.of(negated);
    }

    @Override
    public List<Expression> children() {
        return both();
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new InList(
                equality, children.getFirst(), children.subList(1, children.size()), negated);
    }

    private List<Expression> both() {
        List<Expression> all = new ArrayList<>(items.size() + 1);
        all.add(operand);
        all.addAll(items);
        return all;
    }
}
