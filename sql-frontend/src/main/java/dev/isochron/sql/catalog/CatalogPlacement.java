package dev.isochron.sql.catalog;

import dev.isochron.sql.cluster.Placement;

/// What was said of where the rows of a table, or of all tables, are kept.
///
/// @param table whose rows; 0 for all that nothing else is said of
public record CatalogPlacement(int oid, int table, Placement placement) implements CatalogObject {

    /// Stands for the database as a whole.
    public static final int OF_DATABASE = 0;

    @Override
    public String name() {
        return "";
    }
}
