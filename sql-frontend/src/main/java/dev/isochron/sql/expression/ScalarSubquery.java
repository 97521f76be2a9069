package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A subquery that gives one value: of one column, and of at most one row.
///
/// @param id by which [Env#subquery] knows it
/// @param arguments what the [OuterValue]s within it are, on this row
/// @param type the column's
public record ScalarSubquery(int id, List<Expression> arguments, SqlType type)
        implements Expression {

    public ScalarSubquery {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        try (RowSource rows = Subqueries.open(id, arguments, row, env)) {
            Value[] first = rows.next();
            if (first == null) {
                return Value.Null.NULL;
            }
            if (rows.next() != null) {
                throw SqlException.of(
                        SqlCode.CARDINALITY_VIOLATION,
                        "more than one row returned by a subquery used as an expression");
            }
            return first[0];
        }
    }

    @Override
    public List<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new ScalarSubquery(id, children, type);
    }

    @Override
    public Volatility ownVolatility() {
        return Volatility.VOLATILE;
    }
}
