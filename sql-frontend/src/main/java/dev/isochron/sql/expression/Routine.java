package dev.isochron.sql.expression;

import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A function, or the function behind an operator.
///
/// There is one of each signature, so that is what equality goes by.
///
/// @param signature how it is called and what it gives
/// @param volatility how far its result can be relied on
/// @param isStrict whether it gives null as soon as one argument is null, without being asked
/// @param body what it does
public record Routine(Signature signature, Volatility volatility, boolean isStrict, Body body)
        implements Callable {

    public SqlType result() {
        return signature.result();
    }

    public List<SqlType> parameters() {
        return signature.parameters();
    }

    /// The same for a call with arguments of these types.
    public Routine forTypes(List<SqlType> argumentTypes) {
        return new Routine(signature, volatility, isStrict, body.forTypes(argumentTypes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Routine that && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return signature.hashCode();
    }

    @Override
    public String toString() {
        return signature.toString();
    }
}
