package dev.isochron.sql.system;

import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.run.VirtualTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// All tables of the system, by name.
public final class SystemCatalog {
    /// Numbers of schemas, as PostgreSQL has them.
    static final int PG_CATALOG = 11;

    static final int INFORMATION_SCHEMA = 13_000;

    static final int SYSTEM = 13_100;

    private static final TreeMap<String, SystemTable> BY_NAME = new TreeMap<>();
    private static final List<SystemTable> ALL = all();

    static {
        ALL.forEach(table -> BY_NAME.put(table.schema() + "." + table.name(), table));
    }

    private SystemCatalog() {}

    private static List<SystemTable> all() {
        List<SystemTable> all = new ArrayList<>();
        all.addAll(Relations.TABLES);
        all.addAll(Attributes.TABLES);
        all.addAll(Constraints.TABLES);
        all.addAll(Types.TABLES);
        all.addAll(Cluster.TABLES);
        all.addAll(Plain.TABLES);
        all.addAll(Absent.TABLES);
        all.addAll(Standard.TABLES);
        all.addAll(ClusterTables.TABLES);
        return List.copyOf(all);
    }

    /// The table of this name, as an image has it.
    public static Optional<VirtualTable> find(CatalogImage image, String schema, String name) {
        return Optional.ofNullable(BY_NAME.get(schema + "." + name)).map(table -> table.in(image));
    }

    /// The number of a table of the system.
    public static OptionalInt number(String schema, String name) {
        SystemTable table = BY_NAME.get(schema + "." + name);
        return table == null ? OptionalInt.empty() : OptionalInt.of(table.oid());
    }

    /// The name of a table of the system, with its schema unless that goes without saying.
    public static Optional<String> name(long oid) {
        for (SystemTable table : ALL) {
            if (table.oid() == oid) {
                return Optional.of(
                        table.schema().equals("pg_catalog")
                                ? table.name()
                                : table.schema() + "." + table.name());
            }
        }
        return Optional.empty();
    }

    /// The schema and the name of an index.
    public record Named(String schema, String name) {}

    /// The index of this number, a table's key among them.
    public static Optional<Named> index(CatalogImage image, long oid) {
        return Names.index(image, (int) oid)
                .map(index -> new Named(index.table().schema(), index.name()));
    }

    static List<SystemTable> tables() {
        return ALL;
    }

    /// The number of a schema of the system.
    static int schemaOf(SystemTable table) {
        return switch (table.schema()) {
            case "pg_catalog" -> PG_CATALOG;
            case ClusterTables.SCHEMA -> SYSTEM;
            default -> INFORMATION_SCHEMA;
        };
    }
}
