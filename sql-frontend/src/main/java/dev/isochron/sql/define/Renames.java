package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogSchema;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.ObjectKind;
import java.util.List;

/// ALTER … RENAME.
final class Renames {

    private final Work work;

    Renames(Work work) {
        this.work = work;
    }

    void rename(Definition.Rename from) {
        switch (from.kind()) {
            case TABLE, INDEX, SEQUENCE, VIEW -> relation(from);
            case SCHEMA -> schema(from);
            case DATABASE, ROLE, COLUMN, CONSTRAINT, TYPE, EXTENSION ->
                    throw SqlException.unsupported(
                            from.position(), "renaming a " + from.kind().words() + " is");
        }
    }

    /// What is in it moves with it; rows stay where they are.
    private void schema(Definition.Rename from) {
        String name = from.name().text();
        String to = from.to().text();
        CatalogSchema schema =
                work.image()
                        .schema(name)
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.INVALID_SCHEMA_NAME,
                                        "schema \"" + name + "\" does not exist"));
        if (work.image().schema(to).isPresent()) {
            throw SqlException.of(SqlCode.DUPLICATE_SCHEMA, "schema \"" + to + "\" already exists");
        }
        Names.requireFree(from.to());
        work.changes().put(new CatalogSchema(schema.oid(), to));
        for (CatalogObject object : List.copyOf(work.image().objects())) {
            switch (object) {
                case CatalogTable table when table.schema().equals(name) ->
                        work.changes().put(Draft.of(table.called(to, table.name())).build(work));
                case CatalogSequence sequence when sequence.schema().equals(name) ->
                        work.changes().put(sequence.withSchema(to));
                default -> {}
            }
        }
    }

    private void relation(Definition.Rename from) {
        CatalogImage.Relation found = Names.relation(from.name(), work).orElse(null);
        if (found == null) {
            if (from.ifExists()) {
                work.notice(Names.skipped("relation \"" + from.name() + "\" does not exist"));
                return;
            }
            throw Names.missing(from.name());
        }
        String to = from.to().text();
        switch (found) {
            case CatalogImage.Relation.OfTable(CatalogTable table) -> {
                requireFree(table.schema(), to);
                Draft draft = Draft.of(table.called(table.schema(), to));
                work.changes().put(draft.build(work));
            }
            case CatalogImage.Relation.OfIndex(CatalogTable table, String name) -> {
                requireFree(table.schema(), to);
                index(table, name, to);
            }
            case CatalogImage.Relation.OfSequence(CatalogSequence sequence) -> {
                requireFree(sequence.schema(), to);
                work.changes().put(sequence.withName(to));
            }
        }
    }

    private void requireFree(String schema, String name) {
        if (work.image().relation(schema, name).isPresent()) {
            throw Names.taken(name);
        }
    }

    private void index(CatalogTable table, String name, String to) {
        Draft draft = Draft.of(table);
        draft.stored.replaceAll(
                index -> index.name().equals(name) ? IndexPromotion.called(index, to) : index);
        draft.constraints.replaceAll(one -> one.name().equals(name) ? one.withName(to) : one);
        work.changes().put(draft.build(work));
    }

    void rename(Definition.RenamePart from) {
        CatalogTable table = Names.table(from.table(), work);
        String name = from.from().text();
        String to = from.to().text();
        if (from.kind() == ObjectKind.CONSTRAINT) {
            if (table.constraint(name).isEmpty()) {
                throw SqlException.of(
                        SqlCode.UNDEFINED_OBJECT,
                        "constraint \"%s\" for table \"%s\" does not exist"
                                .formatted(name, table.name()));
            }
            index(table, name, to);
            return;
        }
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(from.from());
        if (draft.find(to).isPresent()) {
            throw SqlException.of(
                    SqlCode.DUPLICATE_COLUMN,
                    "column \"%s\" of relation \"%s\" already exists".formatted(to, table.name()));
        }
        if (table.checks().stream().anyMatch(check -> check.text().contains(name))) {
            throw SqlException.unsupported(
                    from.position(), "renaming a column that a check constraint names is");
        }
        draft.replace(column.withName(to));
        work.changes().put(draft.build(work));
    }
}
