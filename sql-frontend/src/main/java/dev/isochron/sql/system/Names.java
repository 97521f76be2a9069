package dev.isochron.sql.system;

import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogSchema;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.syntax.Deparser;
import java.util.List;
import java.util.Optional;

/// Names and numbers of what the catalog holds.
final class Names {
    /// Types of tables' rows are not in the catalog: they have the numbers of their tables, raised.
    private static final int ROW_TYPES = 1 << 30;

    private Names() {}

    /// The number of a schema; 0 if there is none.
    static int schema(CatalogImage image, String name) {
        return switch (name) {
            case "pg_catalog" -> SystemCatalog.PG_CATALOG;
            case "information_schema" -> SystemCatalog.INFORMATION_SCHEMA;
            default -> image.schema(name).map(CatalogSchema::oid).orElse(0);
        };
    }

    static int rowType(CatalogTable table) {
        return ROW_TYPES | table.oid();
    }

    /// The index of this number, a key among them.
    static Optional<Relations.Shown> index(CatalogImage image, int oid) {
        for (CatalogTable table : image.tables()) {
            for (Relations.Shown index : Relations.indexesOf(table)) {
                if (index.oid() == oid) {
                    return Optional.of(index);
                }
            }
        }
        return Optional.empty();
    }

    /// A table's name, with its schema unless that is in the search path.
    static String shown(CatalogTable table, List<String> path) {
        String name = Deparser.name(table.name());
        return path.contains(table.schema()) ? name : Deparser.name(table.schema()) + "." + name;
    }

    static Optional<CatalogObject> object(CatalogImage image, int oid) {
        return image.object(oid);
    }
}
