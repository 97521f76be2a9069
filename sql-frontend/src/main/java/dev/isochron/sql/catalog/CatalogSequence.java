package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.sql.type.SqlType;
import org.jspecify.annotations.Nullable;

/// Numbers, each given out once.
///
/// @param schema its name
/// @param range what it counts
/// @param owner whose it is, and goes with
public record CatalogSequence(
        int oid, String schema, String name, Range range, @Nullable Owner owner)
        implements CatalogObject {

    /// What a sequence counts.
    ///
    /// @param type of its values
    /// @param cache how many a session takes at once
    public record Range(
            SqlType type,
            long start,
            long increment,
            long min,
            long max,
            long cache,
            boolean cycle) {}

    /// The column that a sequence belongs to.
    public record Owner(int table, ColumnId column) {}

    public CatalogSequence withRange(Range newRange) {
        return new CatalogSequence(oid, schema, name, newRange, owner);
    }

    public CatalogSequence withName(String newName) {
        return new CatalogSequence(oid, schema, newName, range, owner);
    }

    public CatalogSequence withSchema(String newSchema) {
        return new CatalogSequence(oid, newSchema, name, range, owner);
    }

    public CatalogSequence withOwner(@Nullable Owner newOwner) {
        return new CatalogSequence(oid, schema, name, range, newOwner);
    }
}
