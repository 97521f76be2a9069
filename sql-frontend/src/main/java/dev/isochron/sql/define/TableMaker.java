package dev.isochron.sql.define;

import dev.isochron.protocol.schema.Colocation;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ForeignKey;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.ColumnConstraint;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.TableConstraint;
import dev.isochron.sql.tree.TableElement;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// CREATE TABLE.
///
/// A table whose key begins with a reference to another's whole key is put under that one; so is a
/// table without a key, under the deepest that it refers to. Who writes INTERLEAVE IN PARENT
/// decides it.
final class TableMaker {

    /// What the number of a row is called in a table without a key.
    static final String ROW_NUMBER = "?rowid?";

    private final Work work;

    TableMaker(Work work) {
        this.work = work;
    }

    void make(Definition.CreateTable from) {
        if (from.persistence() == Definition.Persistence.TEMPORARY) {
            throw SqlException.unsupported(from.position(), "temporary tables are");
        }
        String schema = Names.schema(from.name(), work);
        String name = from.name().text();
        if (work.image().relation(schema, name).isPresent()) {
            if (from.ifNotExists()) {
                Names.there(name, work);
                return;
            }
            throw Names.taken(name);
        }
        Draft draft = new Draft(work.changes().nextOid(), schema, name, work.changes().nextTable());
        Likeness likeness = new Likeness(work);
        List<TableElement> elements = likeness.spelledOut(from.elements());
        List<CatalogSequence> sequences = columns(elements, draft);
        constraints(from, elements, draft);
        likeness.finish(draft);
        CatalogTable table = draft.build(work);
        sequences.forEach(work.changes()::put);
        work.changes().put(table);
        work.fresh(table);
    }

    private List<CatalogSequence> columns(List<TableElement> elements, Draft draft) {
        Columns.Place place = new Columns.Place(draft.oid, draft.schema, draft.name);
        List<CatalogSequence> sequences = new ArrayList<>();
        for (TableElement element : elements) {
            switch (element) {
                case TableElement.Column column -> {
                    if (draft.find(column.name().text()).isPresent()) {
                        throw SqlException.at(
                                column.position(),
                                SqlCode.DUPLICATE_COLUMN,
                                "column \"" + column.name().text() + "\" specified more than once");
                    }
                    Columns.Made made =
                            Columns.make(column, draft.nextColumn(), place, work, draft.names);
                    draft.add(made.column(), Value.Null.NULL);
                    CatalogSequence sequence = made.sequence();
                    if (sequence != null) {
                        sequences.add(sequence);
                    }
                }
                case TableElement.Like _, TableConstraint _ -> {}
            }
        }
        if (draft.columns.isEmpty()) {
            throw SqlException.unsupported(0, "tables without columns are");
        }
        return sequences;
    }

    /// The constraints of a statement, those behind columns as well, each by itself.
    static List<TableConstraint> gathered(List<TableElement> elements) {
        List<TableConstraint> all = new ArrayList<>();
        for (TableElement element : elements) {
            switch (element) {
                case TableElement.Column column -> all.addAll(ofColumn(column));
                case TableConstraint constraint -> all.add(constraint);
                case TableElement.Like _ -> {}
            }
        }
        return all;
    }

    static List<TableConstraint> ofColumn(TableElement.Column column) {
        List<TableConstraint> all = new ArrayList<>();
        List<Name> own = List.of(column.name());
        for (ColumnConstraint constraint : column.constraints()) {
            switch (constraint) {
                case ColumnConstraint.Unique unique ->
                        all.add(
                                new TableConstraint.Unique(
                                        unique.name(),
                                        unique.primary(),
                                        own,
                                        List.of(),
                                        unique.nullsNotDistinct(),
                                        null,
                                        unique.deferral(),
                                        unique.position()));
                case ColumnConstraint.References references ->
                        all.add(
                                new TableConstraint.ForeignKey(
                                        references.name(),
                                        own,
                                        references.target(),
                                        false,
                                        references.deferral(),
                                        references.position()));
                case ColumnConstraint.Check check ->
                        all.add(
                                new TableConstraint.Check(
                                        check.name(),
                                        check.condition(),
                                        check.noInherit(),
                                        false,
                                        check.position()));
                case ColumnConstraint.NotNull _,
                        ColumnConstraint.Nulls _,
                        ColumnConstraint.Default _,
                        ColumnConstraint.Identity _,
                        ColumnConstraint.Generated _ -> {}
            }
        }
        return all;
    }

    private void constraints(
            Definition.CreateTable from, List<TableElement> elements, Draft draft) {
        List<TableConstraint> all = gathered(elements);
        ConstraintMaker maker = new ConstraintMaker(draft, work);
        for (TableConstraint constraint : all) {
            if (constraint instanceof TableConstraint.Unique unique && unique.primary()) {
                maker.primary(unique);
            }
        }
        List<TableConstraint.ForeignKey> toItself = new ArrayList<>();
        boolean isKeyed = !draft.key.isEmpty();
        if (!isKeyed) {
            // Only for references that are resolved before the key is known.
            draft.key.add(KeyColumn.ascending(addRowNumber(draft)));
        }
        for (TableConstraint constraint : all) {
            if (constraint instanceof TableConstraint.ForeignKey reference) {
                if (reference.target().table().text().equals(draft.name)) {
                    toItself.add(reference);
                } else {
                    var _ = maker.reference(reference);
                }
            }
        }
        place(from, draft, isKeyed);
        for (TableConstraint constraint : all) {
            if (constraint instanceof TableConstraint.Unique unique && !unique.primary()) {
                var _ = maker.unique(unique);
            }
        }
        toItself.forEach(maker::reference);
        for (TableConstraint constraint : all) {
            if (constraint instanceof TableConstraint.Check check) {
                maker.check(check);
            }
        }
    }

    static ColumnId addRowNumber(Draft draft) {
        ColumnId id = draft.nextColumn();
        draft.add(
                new CatalogColumn(
                        id, ROW_NUMBER, SqlType.INT8, true, true, new Initial.Nothing(), null),
                Value.Null.NULL);
        return id;
    }

    /// Decides what the table is interleaved under.
    private void place(Definition.CreateTable from, Draft draft, boolean isKeyed) {
        Definition.Interleave interleave = from.interleave();
        if (interleave != null) {
            explicit(interleave, draft, isKeyed);
            return;
        }
        Schema schema = work.image().storedSchema();
        List<ForeignKey> references = references(draft);
        List<Column> columns = draft.columns.stream().map(Columns::stored).toList();
        if (isKeyed) {
            Colocation.parentOf(columns, draft.key, references, schema)
                    .ifPresent(parent -> draft.ancestors.addAll(parent.path()));
            return;
        }
        Colocation.homeOf(columns, references, schema)
                .ifPresent(home -> under(home.parent(), home.leading(), draft));
    }

    private static void under(Table parent, List<ColumnId> leading, Draft draft) {
        KeyColumn number = draft.key.getLast();
        draft.key.clear();
        for (int i = 0; i < leading.size(); i++) {
            SortOrder order = parent.primaryKey().get(i).order();
            draft.key.add(new KeyColumn(leading.get(i), order));
        }
        draft.key.add(number);
        draft.ancestors.addAll(parent.path());
    }

    private List<ForeignKey> references(Draft draft) {
        List<ForeignKey> references = new ArrayList<>();
        for (Constraint constraint : draft.constraints) {
            if (constraint instanceof Constraint.Reference reference) {
                Optional<CatalogTable> parent = work.image().table(reference.table());
                parent.ifPresent(table ->
                        references.add(
                                new ForeignKey(
                                        reference.columns(),
                                        table.stored().id(),
                                        reference.referenced())));
            }
        }
        return references;
    }

    private void explicit(Definition.Interleave interleave, Draft draft, boolean isKeyed) {
        CatalogTable parent = Names.table(interleave.parent(), work);
        int depth = parent.stored().primaryKey().size();
        List<ColumnId> leading = new ArrayList<>();
        interleave.columns().forEach(name -> leading.add(draft.column(name).id()));
        if (leading.isEmpty() && isKeyed) {
            draft.key.stream().limit(depth).forEach(key -> leading.add(key.column()));
        }
        if (parent.primary().isEmpty() || leading.size() != depth) {
            throw SqlException.at(
                    interleave.position(),
                    SqlCode.INVALID_TABLE_DEFINITION,
                    "a table is interleaved by the whole primary key of its parent \""
                            + parent.name()
                            + "\"");
        }
        if (!isKeyed) {
            under(parent.stored(), leading, draft);
            return;
        }
        List<ColumnId> own = draft.key.stream().map(KeyColumn::column).toList();
        if (own.size() < depth || !own.subList(0, depth).equals(leading)) {
            throw SqlException.at(
                    interleave.position(),
                    SqlCode.INVALID_TABLE_DEFINITION,
                    "the primary key does not begin with the columns that the table is"
                            + " interleaved by");
        }
        for (int i = 0; i < depth; i++) {
            CatalogColumn column = draft.column(leading.get(i));
            CatalogColumn above = parent.column(parent.stored().primaryKey().get(i).column());
            if (!column.type().stored().sharesKeysWith(above.type().stored())) {
                throw SqlException.at(
                        interleave.position(),
                        SqlCode.DATATYPE_MISMATCH,
                        "column \"%s\" is %s, but \"%s\" of the parent is %s"
                                .formatted(
                                        column.name(),
                                        column.type().displayName(),
                                        above.name(),
                                        above.type().displayName()));
            }
        }
        draft.ancestors.addAll(parent.stored().path());
    }
}
