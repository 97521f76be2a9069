package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.sql.bind.RulesOf;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.syntax.Deparser;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes constraints of a table that is being made or altered.
final class ConstraintMaker {

    private final Draft draft;
    private final Work work;

    ConstraintMaker(Draft draft, Work work) {
        this.draft = draft;
        this.work = work;
    }

    /// The key of the table.
    void primary(TableConstraint.Unique from) {
        if (draft.constraints.stream().anyMatch(Constraint.Primary.class::isInstance)) {
            throw SqlException.at(
                    from.position(),
                    SqlCode.INVALID_TABLE_DEFINITION,
                    "multiple primary keys for table \"" + draft.name + "\" are not allowed");
        }
        refuse(from);
        List<ColumnId> columns = columns(from.columns(), "primary key");
        for (ColumnId id : columns) {
            draft.replace(draft.column(id).withNotNull(true));
            draft.key.add(KeyColumn.ascending(id));
        }
        String name = named(from.name(), List.of(), "pkey");
        draft.constraints.add(
                new Constraint.Primary(
                        work.changes().nextOid(), name, work.changes().nextOid(), columns));
    }

    private void refuse(TableConstraint.Unique from) {
        refuse(from.deferral(), from.position());
        if (from.usingIndex() != null) {
            throw SqlException.unsupported(from.position(), "USING INDEX is");
        }
        if (from.nullsNotDistinct()) {
            throw SqlException.unsupported(from.position(), "NULLS NOT DISTINCT is");
        }
        if (from.primary() && !from.include().isEmpty()) {
            throw SqlException.unsupported(from.position(), "INCLUDE in a primary key is");
        }
    }

    private static void refuse(TableConstraint.Deferral deferral, int position) {
        if (deferral != TableConstraint.Deferral.NOT_DEFERRABLE) {
            throw SqlException.unsupported(position, "deferrable constraints are");
        }
    }

    /// @param kind of the constraint, as errors call it
    private List<ColumnId> columns(List<Name> names, String kind) {
        String where =
                kind.equals("foreign key")
                        ? "referenced in foreign key constraint"
                        : "named in key";
        List<ColumnId> ids = new ArrayList<>();
        for (Name name : names) {
            CatalogColumn column =
                    draft.find(name.text())
                            .orElseThrow(() ->
                                    SqlException.at(
                                            name.position(),
                                            SqlCode.UNDEFINED_COLUMN,
                                            "column \"%s\" %s does not exist"
                                                    .formatted(name.text(), where)));
            if (ids.contains(column.id())) {
                throw SqlException.at(
                        name.position(),
                        SqlCode.DUPLICATE_COLUMN,
                        "column \"%s\" appears twice in %s constraint"
                                .formatted(name.text(), kind));
            }
            ids.add(column.id());
        }
        return ids;
    }

    private String named(@Nullable Name given, List<ColumnId> columns, String suffix) {
        if (given == null) {
            List<String> names = columns.stream().map(id -> draft.column(id).name()).toList();
            return Names.made(draft.schema, draft.name, names, suffix, work, draft.names);
        }
        boolean isTaken =
                draft.constraints.stream().anyMatch(one -> one.name().equals(given.text()));
        if (isTaken) {
            throw SqlException.at(
                    given.position(),
                    SqlCode.DUPLICATE_OBJECT,
                    "constraint \"%s\" for relation \"%s\" already exists"
                            .formatted(given.text(), draft.name));
        }
        return given.text();
    }

    /// A unique index, and the constraint that it is there for.
    ///
    /// @return the index
    Index unique(TableConstraint.Unique from) {
        refuse(from);
        List<ColumnId> columns = columns(from.columns(), "unique");
        List<ColumnId> included = columns(from.include(), "unique");
        Name given = from.name();
        if (given != null && work.image().relation(draft.schema, given.text()).isPresent()) {
            throw Names.taken(given.text());
        }
        String name = named(given, columns, "key");
        List<KeyColumn> keys = columns.stream().map(KeyColumn::ascending).toList();
        Index index = index(name, keys, included, true);
        draft.constraints.add(
                new Constraint.Unique(work.changes().nextOid(), name, index.id(), columns));
        return index;
    }

    /// An index.
    Index index(String name, List<KeyColumn> keys, List<ColumnId> included, boolean unique) {
        IndexId id = work.changes().nextIndex();
        Index index = new Index(id, name, keys, included, unique, draft.levelOf(keys, work));
        draft.stored.add(index);
        draft.indexes.add(
                new CatalogIndex(work.changes().nextOid(), id, CatalogIndex.State.PUBLIC, null));
        return index;
    }

    /// A condition on each row; looked at once the table is there.
    void check(TableConstraint.Check from) {
        String text = Deparser.text(from.condition());
        List<ColumnId> columns = columnsOf(from);
        String name = named(from.name(), columns.size() == 1 ? columns : List.of(), "check");
        draft.constraints.add(new Constraint.Check(work.changes().nextOid(), name, text, columns));
    }

    /// The columns that a condition looks at.
    private List<ColumnId> columnsOf(TableConstraint.Check from) {
        CatalogTable table = draft.build(work);
        Expression condition = RulesOf.check(table, from.condition(), work.ground());
        return Expressions.columnsOf(condition).stream()
                .mapToObj(place -> table.columns().get(place).id())
                .toList();
    }

    /// A reference to another table, or to the table itself.
    Constraint.Reference reference(TableConstraint.ForeignKey from) {
        refuse(from.deferral(), from.position());
        TableConstraint.ForeignKey.Target target = from.target();
        if (target.match() == TableConstraint.ForeignKey.Match.PARTIAL) {
            throw SqlException.unsupported(from.position(), "MATCH PARTIAL is");
        }
        boolean isSelf =
                target.table().text().equals(draft.name)
                        && (target.table().schema() == null
                                || draft.schema.equals(target.table().schema()))
                        && Names.relation(target.table(), work)
                                .filter(found -> !isOwn(found))
                                .isEmpty();
        CatalogTable parent = isSelf ? draft.build(work) : Names.table(target.table(), work);
        List<ColumnId> columns = columns(from.columns(), "foreign key");
        List<ColumnId> referenced = referenced(target, parent);
        if (columns.size() != referenced.size()) {
            throw SqlException.at(
                    from.position(),
                    SqlCode.INVALID_FOREIGN_KEY,
                    "number of referencing and referenced columns for foreign key disagree");
        }
        String name = named(from.name(), columns, "fkey");
        requireUnique(parent, referenced, target);
        requireAlike(name, columns, parent, referenced, target);
        Constraint.Reference reference =
                new Constraint.Reference(
                        work.changes().nextOid(),
                        name,
                        columns,
                        parent.oid(),
                        referenced,
                        target.match() == TableConstraint.ForeignKey.Match.FULL,
                        action(target.delete()),
                        action(target.update()));
        draft.constraints.add(reference);
        return reference;
    }

    private boolean isOwn(dev.isochron.sql.catalog.CatalogImage.Relation relation) {
        return relation
                        instanceof
                        dev.isochron.sql.catalog.CatalogImage.Relation.OfTable(CatalogTable table)
                && table.oid() == draft.oid;
    }

    private static List<ColumnId> referenced(
            TableConstraint.ForeignKey.Target target, CatalogTable parent) {
        if (target.columns().isEmpty()) {
            return parent.primary()
                    .map(Constraint.Primary::columns)
                    .orElseThrow(() ->
                            SqlException.at(
                                    target.position(),
                                    SqlCode.UNDEFINED_OBJECT,
                                    "there is no primary key for referenced table \""
                                            + parent.name()
                                            + "\""));
        }
        List<ColumnId> ids = new ArrayList<>();
        for (Name name : target.columns()) {
            ids.add(
                    parent.column(name.text())
                            .orElseThrow(() ->
                                    SqlException.at(
                                            name.position(),
                                            SqlCode.UNDEFINED_COLUMN,
                                            "column \""
                                                    + name.text()
                                                    + "\" referenced in foreign key constraint"
                                                    + " does not exist"))
                            .id());
        }
        return ids;
    }

    private static void requireUnique(
            CatalogTable parent,
            List<ColumnId> referenced,
            TableConstraint.ForeignKey.Target target) {
        boolean isKey =
                parent.primary().filter(key -> isSame(key.columns(), referenced)).isPresent();
        boolean isUnique =
                parent.stored().indexes().stream()
                        .filter(Index::unique)
                        .filter(index -> parent.index(index.id()).isPublic())
                        .anyMatch(index ->
                                isSame(
                                        index.columns().stream().map(KeyColumn::column).toList(),
                                        referenced));
        if (!isKey && !isUnique) {
            throw SqlException.at(
                    target.position(),
                    SqlCode.INVALID_FOREIGN_KEY,
                    "there is no unique constraint matching given keys for referenced table \""
                            + parent.name()
                            + "\"");
        }
    }

    private static boolean isSame(List<ColumnId> a, List<ColumnId> b) {
        return a.size() == b.size() && a.containsAll(b);
    }

    private void requireAlike(
            String name,
            List<ColumnId> columns,
            CatalogTable parent,
            List<ColumnId> referenced,
            TableConstraint.ForeignKey.Target target) {
        for (int i = 0; i < columns.size(); i++) {
            CatalogColumn own = draft.column(columns.get(i));
            CatalogColumn other = parent.column(referenced.get(i));
            if (!own.type().stored().sharesKeysWith(other.type().stored())) {
                throw SqlError.of(
                                SqlCode.DATATYPE_MISMATCH,
                                "foreign key constraint \"" + name + "\" cannot be implemented")
                        .withPosition(target.position())
                        .withDetail(
                                ("Key columns \"%s\" and \"%s\" are of incompatible types: %s"
                                                + " and %s.")
                                        .formatted(
                                                own.name(),
                                                other.name(),
                                                own.type().displayName(),
                                                other.type().displayName()))
                        .exception();
            }
        }
    }

    private static Constraint.Action action(TableConstraint.ForeignKey.Action action) {
        if (!action.columns().isEmpty()) {
            throw SqlException.unsupported(
                    action.columns().getFirst().position(), "actions on some of the columns are");
        }
        return switch (action.kind()) {
            case NO_ACTION -> Constraint.Action.NO_ACTION;
            case RESTRICT -> Constraint.Action.RESTRICT;
            case CASCADE -> Constraint.Action.CASCADE;
            case SET_NULL -> Constraint.Action.SET_NULL;
            case SET_DEFAULT -> Constraint.Action.SET_DEFAULT;
        };
    }
}
