package dev.isochron.sql.bind;

import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.change.TableRules;
import dev.isochron.sql.run.VirtualTable;
import dev.isochron.sql.store.TableAccess;
import java.util.List;
import java.util.Optional;

/// The tables that a statement can name.
public interface Tables {

    /// A table that is stored.
    Optional<CatalogTable> stored(String schema, String name);

    /// The stored table of this number.
    Optional<CatalogTable> stored(int oid);

    /// A table that is computed.
    Optional<VirtualTable> virtual(String schema, String name);

    /// The schemas in which names without a schema are looked up, in order.
    List<String> path();

    /// Whether there is such a schema.
    boolean hasSchema(String name);

    /// How a table is stored.
    TableAccess access(CatalogTable table);

    /// What must be true of a table's rows.
    TableRules rules(CatalogTable table);
}
