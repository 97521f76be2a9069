package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// What a routine does with its arguments.
@FunctionalInterface
public interface Body {

    /// Its result.
    ///
    /// @param in one value for each parameter; of a strict routine none is null
    Value apply(Value[] in, Env env);

    /// The body for a call with arguments of these types; of most routines it is always the same.
    default Body forTypes(List<SqlType> argumentTypes) {
        return this;
    }
}
