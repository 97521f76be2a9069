package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;

/// What a routine does with its arguments.
@FunctionalInterface
public interface Body {

    /// Its result.
    ///
    /// @param in one value for each parameter; of a strict routine none is null
    Value apply(Value[] in, Env env);
}
