package dev.isochron.protocol.layout;

import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.value.Value;

/// A value was given for a column that cannot hold it. Nothing was written.
public final class UnfitValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final transient Column column;
    private final boolean isNull;

    /// @param where the table or index
    public UnfitValue(String where, Column column, Value value) {
        super(
                "column %s of %s is %s%s and cannot hold %s"
                        .formatted(
                                column.name(),
                                where,
                                column.type(),
                                column.nullable() ? "" : ", never null,",
                                describe(value)));
        this.where = where;
        this.column = column;
        this.isNull = value.isNull();
    }

    /// What kind of value it is; its content stays out of errors and logs.
    private static String describe(Value value) {
        return value.isNull() ? "null" : "this " + value.getClass().getSimpleName();
    }

    public String where() {
        return where;
    }

    public Column column() {
        return column;
    }

    /// Whether the value was null, and not of another type or out of range.
    public boolean isNull() {
        return isNull;
    }
}
