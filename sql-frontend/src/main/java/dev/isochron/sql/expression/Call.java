package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Calls a routine.
///
/// @param type of the result; where the signature is polymorphic, what it stands for here
public record Call(Routine routine, List<Expression> arguments, SqlType type)
        implements Expression {

    public Call {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value[] in = new Value[arguments.size()];
        for (int i = 0; i < in.length; i++) {
            Value argument = arguments.get(i).evaluate(row, env);
            if (argument.isNull() && routine.isStrict()) {
                return Value.Null.NULL;
            }
            in[i] = argument;
        }
        return routine.body().apply(in, env);
    }

    @Override
    public List<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new Call(routine, children, type);
    }

    @Override
    public Volatility ownVolatility() {
        return routine.volatility();
    }
}
