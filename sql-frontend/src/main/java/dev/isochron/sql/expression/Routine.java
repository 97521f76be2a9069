package dev.isochron.sql.expression;

import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A function, or the function behind an operator.
///
/// @param signature how it is called and what it gives
/// @param volatility how far its result can be relied on
/// @param isStrict whether it gives null as soon as one argument is null, without being asked
/// @param body what it does
public record Routine(Signature signature, Volatility volatility, boolean isStrict, Body body) {

    public String name() {
        return signature.name();
    }

    public SqlType result() {
        return signature.result();
    }

    public List<SqlType> parameters() {
        return signature.parameters();
    }

    @Override
    public String toString() {
        return signature.toString();
    }
}
