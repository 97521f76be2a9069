package dev.isochron.sql.catalog;

/// Something that has a number and a name of its own.
public sealed interface CatalogObject
        permits CatalogDatabase,
                CatalogUser,
                CatalogSchema,
                CatalogTable,
                CatalogSequence,
                CatalogPlacement {

    /// Its number, never given twice.
    int oid();

    /// What it is called within its schema, its database or the cluster.
    String name();
}
