package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All objects of one database, as they are at one version; each change makes another.
public final class CatalogImage {

    private final CatalogDatabase database;
    private final long version;
    private final SortedMap<Integer, CatalogObject> byOid;
    private final TreeMap<String, CatalogSchema> schemas = new TreeMap<>();
    private final TreeMap<String, Relation> relations = new TreeMap<>();
    private final TreeMap<Integer, List<Referring>> referring = new TreeMap<>();
    private final TreeMap<Integer, CatalogPlacement> placements = new TreeMap<>();

    /// What a name in a schema stands for.
    public sealed interface Relation {
        record OfTable(CatalogTable table) implements Relation {}

        /// An index; of a key that is none by itself, the key's constraint names it.
        record OfIndex(CatalogTable table, String name) implements Relation {}

        record OfSequence(CatalogSequence sequence) implements Relation {}
    }

    /// A table that refers to another.
    public record Referring(CatalogTable table, Constraint.Reference reference) {}

    private CatalogImage(
            CatalogDatabase database, long version, SortedMap<Integer, CatalogObject> byOid) {
        this.database = database;
        this.version = version;
        this.byOid = byOid;
        byOid.values().forEach(this::index);
    }

    /// The image of these objects.
    static CatalogImage of(
            CatalogDatabase database, long version, Collection<? extends CatalogObject> objects) {
        TreeMap<Integer, CatalogObject> byOid = new TreeMap<>();
        if (version == 0) {
            byOid.put(CatalogSchema.PUBLIC.oid(), CatalogSchema.PUBLIC);
        }
        objects.forEach(object -> byOid.put(object.oid(), object));
        return new CatalogImage(database, version, byOid);
    }

    private void index(CatalogObject object) {
        switch (object) {
            case CatalogSchema schema -> schemas.put(schema.name(), schema);
            case CatalogSequence sequence ->
                    relations.put(
                            qualified(sequence.schema(), sequence.name()),
                            new Relation.OfSequence(sequence));
            case CatalogTable table -> index(table);
            case CatalogPlacement said -> placements.put(said.table(), said);
            case CatalogDatabase _, CatalogUser _ -> {}
        }
    }

    private void index(CatalogTable table) {
        relations.put(qualified(table.schema(), table.name()), new Relation.OfTable(table));
        for (var index : table.stored().indexes()) {
            relations.put(
                    qualified(table.schema(), index.name()),
                    new Relation.OfIndex(table, index.name()));
        }
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.Primary primary) {
                relations.put(
                        qualified(table.schema(), primary.name()),
                        new Relation.OfIndex(table, primary.name()));
            }
            if (constraint instanceof Constraint.Reference reference) {
                referring
                        .computeIfAbsent(reference.table(), _ -> new ArrayList<>())
                        .add(new Referring(table, reference));
            }
        }
    }

    private static String qualified(String schema, String name) {
        return schema + "\0" + name;
    }

    public CatalogDatabase database() {
        return database;
    }

    /// How often the database's objects were changed before.
    public long version() {
        return version;
    }

    /// All objects, by number.
    public Collection<CatalogObject> objects() {
        return Collections.unmodifiableCollection(byOid.values());
    }

    /// All tables, by number.
    public List<CatalogTable> tables() {
        List<CatalogTable> tables = new ArrayList<>();
        for (CatalogObject object : byOid.values()) {
            if (object instanceof CatalogTable table) {
                tables.add(table);
            }
        }
        return tables;
    }

    public Collection<CatalogSchema> schemas() {
        return Collections.unmodifiableCollection(schemas.values());
    }

    public Optional<CatalogSchema> schema(String name) {
        return Optional.ofNullable(schemas.get(name));
    }

    public Optional<Relation> relation(String schema, String name) {
        return Optional.ofNullable(relations.get(qualified(schema, name)));
    }

    public Optional<CatalogTable> table(String schema, String name) {
        return relation(schema, name)
                .flatMap(found ->
                        found instanceof Relation.OfTable(CatalogTable table)
                                ? Optional.of(table)
                                : Optional.empty());
    }

    public Optional<CatalogObject> object(int oid) {
        return Optional.ofNullable(byOid.get(oid));
    }

    /// The table of this number.
    public Optional<CatalogTable> table(int oid) {
        return byOid.get(oid) instanceof CatalogTable table ? Optional.of(table) : Optional.empty();
    }

    /// The sequences that belong to columns of a table.
    public List<CatalogSequence> ownedBy(int table) {
        List<CatalogSequence> owned = new ArrayList<>();
        for (CatalogObject object : byOid.values()) {
            if (object instanceof CatalogSequence sequence
                    && sequence.owner() != null
                    && sequence.owner().table() == table) {
                owned.add(sequence);
            }
        }
        return owned;
    }

    public Optional<CatalogSequence> sequence(int oid) {
        return byOid.get(oid) instanceof CatalogSequence sequence
                ? Optional.of(sequence)
                : Optional.empty();
    }

    /// What was said of where the rows of a table are kept, or of all tables if it is 0.
    public Optional<CatalogPlacement> placement(int table) {
        return Optional.ofNullable(placements.get(table));
    }

    /// Whose constraints refer to this table, itself perhaps among them.
    public List<Referring> referringTo(int table) {
        return Collections.unmodifiableList(referring.getOrDefault(table, List.of()));
    }

    /// The table that is stored under this number.
    public Optional<CatalogTable> stored(TableId id) {
        return tables().stream().filter(table -> table.stored().id().equals(id)).findFirst();
    }

    /// The tables that are interleaved under this one directly.
    public List<CatalogTable> under(CatalogTable parent) {
        Optional<TableId> id = Optional.of(parent.stored().id());
        return tables().stream().filter(table -> table.stored().parent().equals(id)).toList();
    }

    /// What is stored of all tables, by which colocation is decided; without those under a table
    /// that was dropped.
    public Schema storedSchema() {
        Schema schema = Schema.EMPTY;
        List<CatalogTable> tables = new ArrayList<>(tables());
        tables.sort((a, b) ->
                Integer.compare(a.stored().ancestors().size(), b.stored().ancestors().size()));
        for (CatalogTable table : tables) {
            boolean isThere =
                    table.stored()
                            .parent()
                            .map(schema::table)
                            .map(Optional::isPresent)
                            .orElse(true);
            if (isThere) {
                schema = schema.with(table.stored());
            }
        }
        return schema;
    }

    /// This image with an object added, or put in the place of its earlier state.
    CatalogImage with(CatalogObject object, long newVersion) {
        TreeMap<Integer, CatalogObject> changed = new TreeMap<>(byOid);
        changed.put(object.oid(), object);
        return new CatalogImage(database, newVersion, changed);
    }

    /// This image without an object.
    CatalogImage without(int oid, long newVersion) {
        TreeMap<Integer, CatalogObject> changed = new TreeMap<>(byOid);
        changed.remove(oid);
        return new CatalogImage(database, newVersion, changed);
    }
}
