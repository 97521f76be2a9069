package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// `operand op ANY (array)`, or `ALL`.
///
/// @param operator gives a truth value for the operand and an element
/// @param all whether it must hold for all elements
public record AnyElement(Routine operator, Expression operand, Expression array, boolean all)
        implements Expression {

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value value = operand.evaluate(row, env);
        if (!(array.evaluate(row, env) instanceof Value.Array(List<Value> elements))) {
            return Truth.UNKNOWN;
        }
        boolean unknown = false;
        for (Value element : elements) {
            Value holds = holds(value, element, env);
            if (all ? Truth.isFalse(holds) : Truth.isTrue(holds)) {
                return holds;
            }
            unknown |= holds.isNull();
        }
        return unknown ? Truth.UNKNOWN : Truth.of(all);
    }

    @Override
    public List<Expression> children() {
        return List.of(operand, array);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new AnyElement(operator, children.getFirst(), children.getLast(), all);
    }

    private Value holds(Value value, Value element, Env env) {
        boolean missing = value.isNull() || element.isNull();
        return missing && operator.isStrict()
                ? Truth.UNKNOWN
                : operator.body().apply(new Value[] {value, element}, env);
    }

    @Override
    public Volatility ownVolatility() {
        return operator.volatility();
    }
}
