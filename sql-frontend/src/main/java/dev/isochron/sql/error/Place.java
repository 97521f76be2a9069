package dev.isochron.sql.error;

import org.jspecify.annotations.Nullable;

/// Which thing of the catalog an error is about, as far as it is known: the fields s, t, c, d, n of
/// an ErrorResponse.
///
/// @param schema its schema
/// @param table the table's name without schema
/// @param column the column's name
/// @param dataType the type's name
/// @param constraint the constraint's or the unique index's name
public record Place(
        @Nullable String schema,
        @Nullable String table,
        @Nullable String column,
        @Nullable String dataType,
        @Nullable String constraint) {

    /// About nothing in the catalog.
    public static final Place NOWHERE = new Place(null, null, null, null, null);

    /// A whole table.
    public static Place ofTable(String schema, String table) {
        return new Place(schema, table, null, null, null);
    }

    /// One column of a table.
    public static Place ofColumn(String schema, String table, String column) {
        return new Place(schema, table, column, null, null);
    }

    /// One constraint of a table.
    public static Place ofConstraint(String schema, String table, String constraint) {
        return new Place(schema, table, null, null, constraint);
    }
}
