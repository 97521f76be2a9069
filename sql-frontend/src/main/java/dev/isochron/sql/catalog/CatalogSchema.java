package dev.isochron.sql.catalog;

/// A schema: a namespace of tables, indexes and sequences.
public record CatalogSchema(int oid, String name) implements CatalogObject {

    /// What each database begins with.
    public static final CatalogSchema PUBLIC = new CatalogSchema(2200, "public");
}
