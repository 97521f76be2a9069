package dev.isochron.sql.function.json;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Routine;
import dev.isochron.sql.expression.Signature;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.List;

/// A row as a whole, which is there to become JSON only: its value is the JSON already.
///
/// The arguments are whether a row of nulls is none at all, and then the name and the value of each
/// field.
public final class RowValue {

    /// To be called with a row's fields.
    public static final Routine ROUTINE =
            new Routine(
                    Signature.of("row", SqlType.RECORD, SqlType.of(TypeId.ANY)),
                    Volatility.STABLE,
                    false,
                    new OfTypes());

    private RowValue() {}

    private static final class OfTypes implements Body {

        @Override
        public Value apply(Value[] in, Env env) {
            throw new IllegalStateException("called without saying of which types");
        }

        @Override
        public Body forTypes(List<SqlType> types) {
            return (in, env) -> text(in, types, env);
        }
    }

    private static Value text(Value[] in, List<SqlType> types, Env env) {
        StringBuilder text = new StringBuilder("{");
        boolean isNull = Args.truth(in[0]);
        for (int i = 1; i < in.length; i += 2) {
            isNull &= in[i + 1].isNull();
            text.append(i > 1 ? "," : "")
                    .append(JsonText.quoted(Args.text(in[i])))
                    .append(':')
                    .append(JsonOf.text(in[i + 1], types.get(i + 1), env));
        }
        return isNull ? Value.Null.NULL : Value.of(text.append('}').toString());
    }
}
