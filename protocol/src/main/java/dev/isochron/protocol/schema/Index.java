package dev.isochron.protocol.schema;

import static dev.isochron.protocol.schema.InvalidDeclaration.require;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A second way to a table's rows: its columns in another order, and from there to the row's key.
///
/// @param columns what the index is sorted by
/// @param included columns whose values it holds as well, so that the row need not be read
/// @param unique whether no two rows may agree in all columns, none of them null
/// @param level how many of the tables that its rows are interleaved under, the table itself last,
///   it is interleaved under with them; 0 if it stands by itself. See [Colocation#levelOf]
public record Index(
        IndexId id,
        String name,
        List<KeyColumn> columns,
        List<ColumnId> included,
        boolean unique,
        int level) {

    public Index {
        columns = List.copyOf(columns);
        included = List.copyOf(included);
        Names.requireName(name, "an index");
        require(!columns.isEmpty(), "index " + name + " has no columns");
        require(
                columns.size() + included.size() <= Table.MAX_KEY_COLUMNS,
                "index " + name + " has more than " + Table.MAX_KEY_COLUMNS + " columns");
        require(level >= 0, "index " + name + " has a level below zero");
        Set<ColumnId> seen = new LinkedHashSet<>(included);
        columns.forEach(column -> seen.add(column.column()));
        require(
                seen.size() == columns.size() + included.size(),
                "index " + name + " names a column twice");
    }

    /// The columns that entries of the index are keyed by: its own, and those of the table's key
    /// that are not among them, which lead back to the row.
    public List<KeyColumn> entryKey(Table table) {
        List<KeyColumn> all = new ArrayList<>(columns);
        for (KeyColumn key : table.primaryKey()) {
            if (columns.stream().noneMatch(own -> own.column().equals(key.column()))) {
                all.add(key);
            }
        }
        return all;
    }
}
