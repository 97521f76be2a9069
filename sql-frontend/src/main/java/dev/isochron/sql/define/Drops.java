package dev.isochron.sql.define;

import dev.isochron.protocol.schema.Index;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogSchema;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.store.IndexAccess;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// DROP, but for databases and users.
final class Drops {

    private final Work work;
    private final Dependents dependents;

    Drops(Work work) {
        this.work = work;
        this.dependents = new Dependents(work);
    }

    void drop(Definition.Drop from) {
        dropAll(from);
        dependents.tell();
    }

    private void dropAll(Definition.Drop from) {
        switch (from.kind()) {
            case TABLE -> tables(from);
            case INDEX -> from.names().forEach(name -> index(name, from));
            case SEQUENCE -> from.names().forEach(name -> sequence(name, from));
            case SCHEMA -> from.names().forEach(name -> schema(name, from));
            case VIEW, TYPE, EXTENSION -> {
                for (QualifiedName name : from.names()) {
                    requireIfExists(
                            from,
                            from.kind() == ObjectKind.VIEW
                                    ? SqlCode.UNDEFINED_TABLE
                                    : SqlCode.UNDEFINED_OBJECT,
                            from.kind().words() + " \"" + name + "\" does not exist");
                }
            }
            case DATABASE, ROLE, COLUMN, CONSTRAINT ->
                    throw new IllegalArgumentException("dropped elsewhere: " + from.kind());
        }
    }

    private void requireIfExists(Definition.Drop from, SqlCode code, String message) {
        if (!from.ifExists()) {
            throw SqlException.of(code, message);
        }
        work.notice(Names.skipped(message));
    }

    private void tables(Definition.Drop from) {
        List<CatalogTable> tables = new ArrayList<>();
        for (QualifiedName name : from.names()) {
            switch (Names.relation(name, work).orElse(null)) {
                case CatalogImage.Relation.OfTable(CatalogTable table) -> tables.add(table);
                case null ->
                        requireIfExists(
                                from,
                                SqlCode.UNDEFINED_TABLE,
                                "table \"" + name.text() + "\" does not exist");
                default ->
                        throw SqlException.at(
                                name.position(),
                                SqlCode.WRONG_OBJECT_TYPE,
                                "\"" + name.text() + "\" is not a table");
            }
        }
        Set<Integer> going = new TreeSet<>();
        tables.forEach(table -> going.add(table.oid()));
        for (CatalogTable table : tables) {
            release(table, going, from.cascade());
        }
        tables.forEach(this::remove);
    }

    /// Takes references away that others have to a table that goes.
    private void release(CatalogTable table, Set<Integer> going, boolean cascade) {
        String named = "table " + table.name();
        dependents.release(
                table,
                referring -> !going.contains(referring.table().oid()),
                named,
                named,
                cascade);
        for (CatalogSequence sequence : work.image().ownedBy(table.oid())) {
            dependents.releaseNumbers(
                    sequence, other -> !going.contains(other.oid()), named, cascade);
        }
    }

    private void remove(CatalogTable table) {
        work.image().ownedBy(table.oid()).forEach(work.changes()::drop);
        TableAccess access = work.tables().access(table);
        work.erase(access);
        access.indexes().forEach(work::erase);
        CatalogTable now = work.image().table(table.oid()).orElse(table);
        work.changes().drop(now);
    }

    private void index(QualifiedName name, Definition.Drop from) {
        switch (Names.relation(name, work).orElse(null)) {
            case CatalogImage.Relation.OfIndex(CatalogTable table, String index) ->
                    index(table, index);
            case null ->
                    requireIfExists(
                            from,
                            SqlCode.UNDEFINED_OBJECT,
                            "index \"" + name.text() + "\" does not exist");
            default ->
                    throw SqlException.at(
                            name.position(),
                            SqlCode.WRONG_OBJECT_TYPE,
                            "\"" + name.text() + "\" is not an index");
        }
    }

    /// An index that a constraint made goes with the constraint only, CASCADE or not.
    private void index(CatalogTable table, String name) {
        if (table.constraint(name).isPresent()) {
            throw SqlError.of(
                            SqlCode.DEPENDENT_OBJECTS_STILL_EXIST,
                            "cannot drop index %s because constraint %s on table %s requires it"
                                    .formatted(name, name, table.name()))
                    .withHint(
                            "You can drop constraint %s on table %s instead."
                                    .formatted(name, table.name()))
                    .exception();
        }
        Draft draft = Draft.of(table);
        without(draft, name, table, work);
        work.changes().put(draft.build(work));
    }

    /// Takes an index out of a table.
    static void without(Draft draft, String name, CatalogTable table, Work work) {
        Optional<Index> stored =
                draft.stored.stream().filter(index -> index.name().equals(name)).findFirst();
        stored.ifPresent(index -> {
            draft.stored.remove(index);
            draft.indexes.removeIf(one -> one.id().equals(index.id()));
            for (IndexAccess access : work.tables().access(table).indexes()) {
                if (access.index().id().equals(index.id())) {
                    work.erase(access);
                }
            }
        });
    }

    private void sequence(QualifiedName name, Definition.Drop from) {
        if (!(Names.relation(name, work).orElse(null)
                instanceof CatalogImage.Relation.OfSequence(CatalogSequence sequence))) {
            requireIfExists(
                    from,
                    SqlCode.UNDEFINED_TABLE,
                    "sequence \"" + name.text() + "\" does not exist");
            return;
        }
        String named = "sequence " + sequence.name();
        dependents.releaseNumbers(sequence, _ -> true, named, from.cascade());
        work.changes().drop(sequence);
    }

    private void schema(QualifiedName name, Definition.Drop from) {
        Optional<CatalogSchema> schema = work.image().schema(name.text());
        if (schema.isEmpty()) {
            requireIfExists(
                    from,
                    SqlCode.INVALID_SCHEMA_NAME,
                    "schema \"" + name.text() + "\" does not exist");
            return;
        }
        List<CatalogTable> tables =
                work.image().tables().stream()
                        .filter(table -> table.schema().equals(name.text()))
                        .toList();
        List<CatalogSequence> sequences = new ArrayList<>();
        for (CatalogObject object : work.image().objects()) {
            if (object instanceof CatalogSequence sequence
                    && sequence.schema().equals(name.text())) {
                sequences.add(sequence);
            }
        }
        if (!from.cascade() && !(tables.isEmpty() && sequences.isEmpty())) {
            throw Dependents.stillNeeded(
                    "schema " + name.text(), contained(name.text(), tables, sequences));
        }
        Set<Integer> going = new TreeSet<>();
        tables.forEach(table -> going.add(table.oid()));
        tables.forEach(table -> release(table, going, true));
        tables.forEach(this::remove);
        tables.forEach(table -> dependents.taken("table " + qualified(table)));
        for (CatalogSequence sequence : sequences) {
            if (work.image().object(sequence.oid()).isPresent()) {
                dependents.taken("sequence " + qualified(sequence));
                work.changes().drop(sequence);
            }
        }
        work.changes().drop(schema.get());
    }

    /// What is in a schema, in the words of PostgreSQL.
    private static String contained(
            String schema, List<CatalogTable> tables, List<CatalogSequence> sequences) {
        List<CatalogObject> all = new ArrayList<>(tables);
        sequences.stream().filter(sequence -> sequence.owner() == null).forEach(all::add);
        all.sort(Comparator.comparingInt(CatalogObject::oid));
        List<String> lines = new ArrayList<>();
        for (CatalogObject object : all) {
            String kind = object instanceof CatalogTable ? "table " : "sequence ";
            lines.add(kind + qualified(object) + " depends on schema " + schema);
        }
        return String.join("\n", lines);
    }

    private static String qualified(CatalogObject object) {
        return switch (object) {
            case CatalogTable table -> table.schema() + "." + table.name();
            case CatalogSequence sequence -> sequence.schema() + "." + sequence.name();
            default -> throw new IllegalArgumentException("is in no schema: " + object);
        };
    }
}
