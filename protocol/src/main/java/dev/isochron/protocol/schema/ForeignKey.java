package dev.isochron.protocol.schema;

import static dev.isochron.protocol.schema.InvalidDeclaration.require;

import java.util.List;
import java.util.Optional;

/// Columns whose values are those of a row elsewhere.
///
/// @param columns of the table that refers
/// @param referenced the columns they refer to, one for each, in the same order
public record ForeignKey(List<ColumnId> columns, TableId table, List<ColumnId> referenced) {
    public ForeignKey {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
        require(!columns.isEmpty(), "a foreign key has no columns");
        require(
                columns.size() == referenced.size(),
                "a foreign key of %d columns refers to %d"
                        .formatted(columns.size(), referenced.size()));
    }

    /// The own column that refers to the given one of the other table.
    Optional<ColumnId> columnFor(ColumnId other) {
        int at = referenced.indexOf(other);
        return at < 0 ? Optional.empty() : Optional.of(columns.get(at));
    }
}
