package dev.isochron.sql.catalog;

import java.util.List;

/// A database: schemas that are seen together.
public record CatalogDatabase(int oid, String name) implements CatalogObject {

    /// What is there from the start, and where tables of the Java client are.
    public static final CatalogDatabase ISOCHRON = new CatalogDatabase(1, "isochron");

    /// What tools expect to be there.
    public static final CatalogDatabase POSTGRES = new CatalogDatabase(5, "postgres");

    /// Not a database: where users and databases themselves are.
    public static final CatalogDatabase CLUSTER = new CatalogDatabase(0, "");

    /// What nobody created.
    public static final List<CatalogDatabase> GIVEN = List.of(ISOCHRON, POSTGRES);

    /// What the namespace of its tables' declarations is; the first database has it to itself.
    public String namespaceOf(String schema) {
        return equals(ISOCHRON) ? schema : "d" + oid + "/" + shortened(schema);
    }

    private static String shortened(String schema) {
        int most = 48;
        return schema.length() <= most / 3 ? schema : "h" + Integer.toHexString(schema.hashCode());
    }
}
