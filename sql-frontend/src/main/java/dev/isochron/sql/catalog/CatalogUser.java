package dev.isochron.sql.catalog;

import org.jspecify.annotations.Nullable;

/// Somebody who may log in.
///
/// @param verifier what a password is checked by (SCRAM-SHA-256), if there is one
public record CatalogUser(int oid, String name, @Nullable String verifier, boolean superuser)
        implements CatalogObject {

    /// The number of whoever owns what is there from the start.
    public static final int FIRST = 10;
}
