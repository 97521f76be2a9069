package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// `ARRAY(SELECT …)`: the one column of a subquery as an array.
///
/// @param id by which [Env#subquery] knows it
/// @param arguments what the [OuterValue]s within it are, on this row
/// @param type the array's
public record ArraySubquery(int id, List<Expression> arguments, SqlType type)
        implements Expression {

    public ArraySubquery {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        List<Value> elements = new ArrayList<>();
        try (RowSource rows = Subqueries.open(id, arguments, row, env)) {
            for (Value[] next = rows.next(); next != null; next = rows.next()) {
                elements.add(next[0]);
            }
        }
        return new Value.Array(elements);
    }

    @Override
    public List<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return new ArraySubquery(id, children, type);
    }

    @Override
    public Volatility ownVolatility() {
        return Volatility.VOLATILE;
    }
}
