package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A function that gives rows.
///
/// @param signature how it is called; its result is the type of its only column, or `record`
/// @param columns names and types of the columns if there are several
/// @param volatility how far its result can be relied on
/// @param isStrict whether it gives no row as soon as one argument is null
/// @param body what it does
public record SetRoutine(
        Signature signature,
        List<OutputColumn> columns,
        Volatility volatility,
        boolean isStrict,
        Rows body)
        implements Callable {

    public SetRoutine {
        columns = List.copyOf(columns);
    }

    /// What a function does that gives rows.
    @FunctionalInterface
    public interface Rows {

        /// Its rows.
        ///
        /// @param in one value for each parameter
        RowSource rows(Value[] in, Env env);

        /// The same for a call with arguments of these types.
        default Rows forTypes(List<SqlType> argumentTypes) {
            return this;
        }
    }
}
