package dev.isochron.protocol.program;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.value.Value;

/// A column that a program looks at.
///
/// @param inKey its place in the key, whose value counts unless the row has one; -1 if it is only
///   in the row
/// @param whenMissing what rows hold that do not know the column
public record Input(ColumnId column, ColumnType type, int inKey, Value whenMissing) {
    public Input {
        if (inKey < -1 || !type.accepts(whenMissing)) {
            throw new IllegalArgumentException("an input that is no column");
        }
    }
}
