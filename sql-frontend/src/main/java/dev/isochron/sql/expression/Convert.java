package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Converts to another type.
///
/// @param type the one that is wanted, with its modifier
/// @param how what is done to a value that is not null
/// @param form why it is here
/// @param volatility whether it reads settings, as from text to `timestamptz`
public record Convert(
        Expression operand, SqlType type, Conversion how, CastForm form, Volatility volatility)
        implements Expression {

    /// Types say how, so that is left out.
    @Override
    public boolean equals(Object other) {
        return other instanceof Convert that
                && type.equals(that.type)
                && form == that.form
                && operand.equals(that.operand);
    }

    @Override
    public int hashCode() {
        return 31 * operand.hashCode() + type.hashCode();
    }

    /// Whether the value stays as it is.
    @SuppressWarnings("ReferenceEquality")
    public boolean changesNothing() {
        return how == Conversion.NONE;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value value = operand.evaluate(row, env);
        return value.isNull() ? value : how.apply(value, env);
    }

    @Override
    public List<Expression> children() {
        return List.of(operand);
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new Convert(children.getFirst(), type, how, form, volatility);
    }

    @Override
    public Volatility ownVolatility() {
        return volatility;
    }
}
