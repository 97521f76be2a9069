package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A value that is known when the statement is.
public record Constant(Value value, SqlType type) implements Expression {

    @Override
    public Value evaluate(Value[] row, Env env) {
        return value;
    }

    @Override
    public List<Expression> children() {
        return List.of();
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        return this;
    }

    /// Null of a type.
    public static Constant ofNull(SqlType type) {
        return new Constant(Value.Null.NULL, type);
    }

    /// A truth value.
    public static Constant of(boolean truth) {
        return new Constant(Truth.of(truth), SqlType.BOOL);
    }

    /// A text that was written without saying of which type it is.
    public static Constant ofLiteral(String text) {
        return new Constant(Value.of(text), SqlType.UNKNOWN);
    }

    public boolean isNull() {
        return value.isNull();
    }
}
