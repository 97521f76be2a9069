package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Whether a subquery gives any row.
///
/// @param id by which [Env#subquery] knows it
/// @param arguments what the [OuterValue]s within it are, on this row
public record ExistsSubquery(int id, List<Expression> arguments) implements Expression {

    public ExistsSubquery {
        arguments = List.copyOf(arguments);
    }

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        try (RowSource rows = Subqueries.open(id, arguments, row, env)) {
            return Truth.of(rows.next() != null);
        }
    }

    @Override
    public List<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new ExistsSubquery(id, children);
    }

    @Override
    public Volatility ownVolatility() {
        return Volatility.VOLATILE;
    }
}
