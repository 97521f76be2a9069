package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A column of the row.
///
/// @param index its place in the row, from 0 on
/// @param name for people to read
public record ColumnReference(int index, SqlType type, String name) implements Expression {

    @Override
    public Value evaluate(Value[] row, Env env) {
        return row[index];
    }

    @Override
    public List<Expression> children() {
        return List.of();
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return this;
    }

    /// The same column at another place.
    public ColumnReference at(int newIndex) {
        return new ColumnReference(newIndex, type, name);
    }
}
