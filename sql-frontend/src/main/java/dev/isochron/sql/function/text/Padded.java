package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.format.Scalars;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Gives a body its first argument with the blanks that a `char(n)` has where they do mean
/// something: to patterns, and where bytes are counted.
///
/// @param body what is done then
record Padded(Body body) implements Body {

    @Override
    public Value apply(Value[] in, Env env) {
        return body.apply(in, env);
    }

    @Override
    public Body forTypes(List<SqlType> types) {
        SqlType type = types.getFirst();
        return (in, env) -> {
            Value[] padded = in.clone();
            padded[0] = Value.of(Scalars.padded(Args.text(in[0]), type));
            return body.apply(padded, env);
        };
    }
}
