package dev.isochron.sql.expression;

import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A function of many rows.
///
/// There is one of each signature, so that is what equality goes by.
///
/// @param signature how it is called and what it gives
/// @param isStrict whether rows are passed over in which an argument is null
/// @param start begins a group
public record AggregateRoutine(Signature signature, boolean isStrict, Start start)
        implements Callable {

    public SqlType result() {
        return signature.result();
    }

    public List<SqlType> parameters() {
        return signature.parameters();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AggregateRoutine that && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return signature.hashCode();
    }

    /// Begins a group.
    @FunctionalInterface
    public interface Start {

        /// A group without rows.
        ///
        /// @param argumentTypes what the arguments of this call are
        Accumulator begin(List<SqlType> argumentTypes);
    }
}
