package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A typed expression over the columns of one row.
///
/// Each node is a record; two that are equal give equal values on equal rows, unless something in
/// them is volatile.
public sealed interface Expression
        permits Constant,
                ColumnReference,
                OuterValue,
                Parameter,
                Call,
                Convert,
                SetCall,
                AggregateCall,
                WindowCall,
                And,
                Or,
                Not,
                NullTest,
                TruthTest,
                DistinctTest,
                InList,
                AnyElement,
                RowComparison,
                ArrayOf,
                Subscript,
                Slice,
                Case,
                Coalesce,
                Extreme,
                NullIf,
                ScalarSubquery,
                ExistsSubquery,
                QuantifiedSubquery,
                ArraySubquery {

    /// The type of what [#evaluate] gives.
    SqlType type();

    /// The value on this row.
    ///
    /// @throws dev.isochron.sql.error.SqlException if it has none, such as a division by zero
    Value evaluate(Value[] row, Env env);

    /// The expressions directly below, in the order of their evaluation as far as it has one.
    List<Expression> children();

    /// The same with other expressions below, as many as before and of the same types.
    Expression withChildren(List<Expression> children);

    /// How far the node itself, without its children, can be relied on.
    default Volatility ownVolatility() {
        return Volatility.IMMUTABLE;
    }

    /// Whether a condition is met: null is not.
    default boolean holds(Value[] row, Env env) {
        return evaluate(row, env) instanceof Value.Bool(boolean isTrue) && isTrue;
    }
}
