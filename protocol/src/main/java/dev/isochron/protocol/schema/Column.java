package dev.isochron.protocol.schema;

import static dev.isochron.protocol.schema.InvalidDeclaration.require;

import dev.isochron.protocol.value.Value;

/// A column of a table.
///
/// @param nullable whether it may hold null
/// @param hidden whether it is left out of `SELECT *`: the row number of a table without a key
/// @param whenMissing what rows hold that were written before the column was added
public record Column(
        ColumnId id,
        String name,
        ColumnType type,
        boolean nullable,
        boolean hidden,
        Value whenMissing) {

    public Column {
        Names.requireName(name, "a column");
        require(
                type.accepts(whenMissing),
                "older rows cannot hold %s in column %s, which is %s"
                        .formatted(whenMissing, name, type));
    }

    /// A column that holds a value in every row.
    public static Column required(ColumnId id, String name, ColumnType type) {
        return new Column(id, name, type, false, false, Value.Null.NULL);
    }

    /// A column that may hold null.
    public static Column nullable(ColumnId id, String name, ColumnType type) {
        return new Column(id, name, type, true, false, Value.Null.NULL);
    }

    /// Whether the column can hold this value, null included.
    public boolean accepts(Value value) {
        return value.isNull() ? nullable : type.accepts(value);
    }
}
