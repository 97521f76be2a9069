package dev.isochron.sql.catalog;

import java.util.Optional;

/// What a gateway can say of the rows of tables without looking at them.
public interface RowCounts {

    /// What was found out when they were counted last.
    Optional<TableStatistics> of(CatalogTable table);

    /// How many were changed through this gateway since then.
    long changed(CatalogTable table);
}
