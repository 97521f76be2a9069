package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// `GREATEST` or `LEAST` of those that are not null.
public record Extreme(List<Expression> operands, boolean greatest, Ordering order, SqlType type)
        implements Expression {

    public Extreme {
        operands = List.copyOf(operands);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value best = Value.Null.NULL;
        for (Expression operand : operands) {
            Value value = operand.evaluate(row, env);
            if (!value.isNull() && (best.isNull() || isBetter(value, best))) {
                best = value;
            }
        }
        return best;
    }

    @Override
    public List<Expression> children() {
        return operands;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new Extreme(children, greatest, order, type);
    }

    private boolean isBetter(Value value, Value than) {
        int compared = order.compare(value, than);
        return greatest ? compared > 0 : compared < 0;
    }
}
