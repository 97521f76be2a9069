package dev.isochron.sql.catalog;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.Notation.Group;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Objects, versions and counters as rows of the system's tables, and back.
final class CatalogRecords {

    private static final TableRows OBJECTS = new TableRows(SystemTables.OBJECTS);
    private static final TableRows VERSIONS = new TableRows(SystemTables.VERSIONS);
    private static final TableRows COUNTERS = new TableRows(SystemTables.COUNTERS);

    private static final TableRows LEASES = new TableRows(SystemTables.LEASES);

    private CatalogRecords() {}

    /// What a gateway was promised.
    record Lease(long gateway, Timestamp until) {}

    static Span leasesOf(int database) {
        return LEASES.keys().withPrefix(List.of(Value.of(database)));
    }

    static Stored leaseRow(int database, long gateway, Timestamp until) {
        return LEASES.store(
                List.of(Value.of(database), Value.of(gateway), Value.of(until.nanos())));
    }

    static Lease lease(Stored stored) {
        List<Value> values = LEASES.load(stored.key(), stored.row());
        return new Lease(number(values.get(1)), new Timestamp(number(values.get(2))));
    }

    private static long number(Value value) {
        return ((Value.Int) value).value();
    }

    /// Where all objects of a database are; number 0 for those of none.
    static Span objectsOf(int database) {
        return OBJECTS.keys().withPrefix(List.of(Value.of(database)));
    }

    static Key objectKey(int database, int oid) {
        return OBJECTS.keys().key(List.of(Value.of(database), Value.of(oid)));
    }

    static Key versionKey(int database) {
        return VERSIONS.keys().key(List.of(Value.of(database)));
    }

    /// How often the objects of a database were changed.
    static long version(SortedMap<Key, Row> found, int database) {
        return number(VERSIONS, versionKey(database), found).orElse(0L);
    }

    static Stored versionRow(int database, long version) {
        return VERSIONS.store(List.of(Value.of(database), Value.of(version)));
    }

    static Key counterKey(String name) {
        return COUNTERS.keys().key(List.of(Value.of(name)));
    }

    static Optional<Long> counter(SortedMap<Key, Row> found, String name) {
        return number(COUNTERS, counterKey(name), found);
    }

    static Stored counterRow(String name, long next) {
        return COUNTERS.store(List.of(Value.of(name), Value.of(next)));
    }

    private static Optional<Long> number(TableRows rows, Key key, SortedMap<Key, Row> found) {
        Row row = found.get(key);
        return row != null && rows.load(key, row).getLast() instanceof Value.Int(long number)
                ? Optional.of(number)
                : Optional.empty();
    }

    static Stored write(int database, CatalogObject object) {
        return OBJECTS.store(
                List.of(
                        Value.of(database),
                        Value.of(object.oid()),
                        Value.of(kind(object)),
                        Value.of(namespace(object)),
                        Value.of(object.name()),
                        Value.of(definition(object).toString())));
    }

    private static String kind(CatalogObject object) {
        return switch (object) {
            case CatalogDatabase _ -> "database";
            case CatalogUser _ -> "user";
            case CatalogSchema _ -> "schema";
            case CatalogTable _ -> "table";
            case CatalogSequence _ -> "sequence";
            case CatalogPlacement _ -> "placement";
        };
    }

    private static String namespace(CatalogObject object) {
        return switch (object) {
            case CatalogDatabase _, CatalogUser _, CatalogSchema _, CatalogPlacement _ -> "";
            case CatalogTable table -> table.schema();
            case CatalogSequence sequence -> sequence.schema();
        };
    }

    private static Group definition(CatalogObject object) {
        return switch (object) {
            case CatalogDatabase _ -> Group.of("database");
            case CatalogUser user -> {
                String verifier = user.verifier();
                yield verifier == null
                        ? Group.of("user", user.superuser())
                        : Group.of("user", user.superuser(), Group.of("verifier", verifier));
            }
            case CatalogSchema _ -> Group.of("schema");
            case CatalogTable table -> Definitions.write(table);
            case CatalogSequence sequence -> Definitions.write(sequence);
            case CatalogPlacement placement -> PlacementText.write(placement);
        };
    }

    /// The object of a row; nothing of a kind that was one once.
    ///
    /// @param tables what is stored, by number
    static Optional<CatalogObject> read(Stored stored, SortedMap<TableId, Table> tables) {
        List<Value> values = OBJECTS.load(stored.key(), stored.row());
        int oid = values.get(1) instanceof Value.Int(long number) ? Math.toIntExact(number) : 0;
        String kind = text(values.get(2));
        String schema = text(values.get(3));
        String name = text(values.get(4));
        Group definition = Notation.read(text(values.get(5)));
        return switch (kind) {
            case "database" -> Optional.of(new CatalogDatabase(oid, name));
            case "user" ->
                    Optional.of(
                            new CatalogUser(
                                    oid,
                                    name,
                                    definition
                                            .group("verifier")
                                            .map(one -> one.text(0))
                                            .orElse(null),
                                    definition.flag(0)));
            case "schema" -> Optional.of(new CatalogSchema(oid, name));
            case "table" -> {
                TableId id = new TableId(Definitions.storedId(definition));
                Table table = tables.get(id);
                if (table == null) {
                    throw new IllegalStateException("the declaration of " + name + " is missing");
                }
                yield Optional.of(Definitions.readTable(oid, schema, name, table, definition));
            }
            case "placement" -> Optional.of(PlacementText.read(oid, definition));
            case "sequence" -> Optional.of(Definitions.readSequence(oid, schema, name, definition));
            case "statistics" -> Optional.empty();
            default -> throw new IllegalStateException("nobody knows what a " + kind + " is");
        };
    }

    private static String text(Value value) {
        return value instanceof Value.Text(String text) ? text : "";
    }
}
