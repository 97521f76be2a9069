package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;

/// What a cast does with a value that is not null.
@FunctionalInterface
public interface Conversion {

    /// Changes nothing: both types have the same values.
    Conversion NONE = (value, env) -> value;

    Value apply(Value value, Env env);
}
