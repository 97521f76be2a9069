package dev.isochron.sql.define;

import dev.isochron.protocol.schema.Index;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.ObjectKind;
import java.util.List;

/// ALTER … SET SCHEMA: a table moves with its indexes and with the sequences of its columns. Rows
/// stay where they are, as they are kept by the number of their table.
final class SchemaChange {

    private final Work work;

    SchemaChange(Work work) {
        this.work = work;
    }

    void change(Definition.ChangeSchema from) {
        CatalogImage.Relation found = Names.relation(from.name(), work).orElse(null);
        if (found == null) {
            if (!from.ifExists()) {
                throw Names.missing(from.name());
            }
            work.notice(Names.skipped("relation \"" + from.name() + "\" does not exist"));
            return;
        }
        switch (found) {
            case CatalogImage.Relation.OfTable(CatalogTable table) -> {
                require(from, ObjectKind.TABLE);
                move(table, schema(from));
            }
            case CatalogImage.Relation.OfSequence(CatalogSequence sequence) -> {
                require(from, ObjectKind.SEQUENCE);
                requireFree(sequence);
                move(sequence, schema(from));
            }
            case CatalogImage.Relation.OfIndex _ ->
                    throw SqlException.of(
                            SqlCode.WRONG_OBJECT_TYPE,
                            "\"%s\" is not a %s".formatted(from.name().text(), words(from)));
        }
    }

    /// ALTER TABLE may name a sequence, and nothing else may name what it is not.
    private static void require(Definition.ChangeSchema from, ObjectKind kind) {
        if (from.kind() != kind && from.kind() != ObjectKind.TABLE) {
            throw SqlException.of(
                    SqlCode.WRONG_OBJECT_TYPE,
                    "\"%s\" is not a %s".formatted(from.name().text(), words(from)));
        }
    }

    private static String words(Definition.ChangeSchema from) {
        return from.kind().words();
    }

    private String schema(Definition.ChangeSchema from) {
        String to = from.schema().text();
        if (work.image().schema(to).isEmpty()) {
            throw SqlException.of(
                    SqlCode.INVALID_SCHEMA_NAME, "schema \"" + to + "\" does not exist");
        }
        return to;
    }

    private void requireFree(CatalogSequence sequence) {
        CatalogSequence.Owner owner = sequence.owner();
        if (owner != null) {
            String table = work.image().table(owner.table()).map(CatalogTable::name).orElse("");
            throw SqlError.of(
                            SqlCode.FEATURE_NOT_SUPPORTED,
                            "cannot move an owned sequence into another schema")
                    .withDetail(
                            "Sequence \"%s\" is linked to table \"%s\"."
                                    .formatted(sequence.name(), table))
                    .exception();
        }
    }

    private void move(CatalogTable table, String to) {
        if (table.schema().equals(to)) {
            return;
        }
        requireNone(table.name(), to);
        for (Index index : table.stored().indexes()) {
            requireNone(index.name(), to);
        }
        for (CatalogObject object : List.copyOf(work.image().objects())) {
            if (object instanceof CatalogSequence sequence
                    && sequence.owner() != null
                    && sequence.owner().table() == table.oid()) {
                move(sequence, to);
            }
        }
        work.changes().put(Draft.of(table.called(to, table.name())).build(work));
    }

    private void move(CatalogSequence sequence, String to) {
        if (!sequence.schema().equals(to)) {
            requireNone(sequence.name(), to);
            work.changes().put(sequence.withSchema(to));
        }
    }

    private void requireNone(String name, String schema) {
        if (work.image().relation(schema, name).isPresent()) {
            throw SqlException.of(
                    SqlCode.DUPLICATE_TABLE,
                    "relation \"%s\" already exists in schema \"%s\"".formatted(name, schema));
        }
    }
}
