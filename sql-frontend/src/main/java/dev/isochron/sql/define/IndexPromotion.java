package dev.isochron.sql.define;

import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.TableConstraint;
import java.util.List;

/// ALTER TABLE … ADD UNIQUE or PRIMARY KEY USING INDEX: a constraint of a unique index that is
/// there. As a table lies by its key, an index that becomes that goes.
final class IndexPromotion {

    private final Work work;

    IndexPromotion(Work work) {
        this.work = work;
    }

    void promote(CatalogTable table, TableConstraint.Unique from) {
        Name named = from.usingIndex();
        if (named == null) {
            throw new IllegalArgumentException("no index is named");
        }
        Index index = find(table, named);
        Name given = from.name();
        String name = given == null ? index.name() : given.text();
        if (!name.equals(index.name())) {
            requireFree(table, name);
            work.notice(
                    SqlError.of(
                            SqlCode.SUCCESSFUL_COMPLETION,
                            ("ALTER TABLE / ADD CONSTRAINT USING INDEX will rename index \"%s\""
                                            + " to \"%s\"")
                                    .formatted(index.name(), name)));
        }
        if (from.primary()) {
            primary(table, index, new Name(name, from.position()), from);
        } else {
            unique(table, index, name);
        }
    }

    private Index find(CatalogTable table, Name named) {
        Index index =
                table.stored().indexes().stream()
                        .filter(one -> one.name().equals(named.text()))
                        .findFirst()
                        .orElseThrow(() -> missing(table, named));
        if (table.constraint(index.name()).isPresent()) {
            throw refused(
                    named,
                    "index \"" + index.name() + "\" is already associated with a constraint");
        }
        if (!index.unique()) {
            throw unfit(named, "\"" + index.name() + "\" is not a unique index");
        }
        if (!table.index(index.id()).isPublic()) {
            throw refused(named, "index \"" + index.name() + "\" is not valid");
        }
        for (int i = 0; i < index.columns().size(); i++) {
            if (index.columns().get(i).order() != SortOrder.ASC_NULLS_LAST) {
                throw unfit(
                        named,
                        "index \"%s\" column number %d does not have default sorting behavior"
                                .formatted(index.name(), i + 1));
            }
        }
        return index;
    }

    private SqlException missing(CatalogTable table, Name named) {
        boolean isElsewhere =
                work.image()
                        .relation(table.schema(), named.text())
                        .filter(CatalogImage.Relation.OfIndex.class::isInstance)
                        .isPresent();
        return isElsewhere
                ? refused(
                        named,
                        "index \"%s\" does not belong to table \"%s\""
                                .formatted(named.text(), table.name()))
                : SqlException.at(
                        named.position(),
                        SqlCode.UNDEFINED_OBJECT,
                        "index \"" + named.text() + "\" does not exist");
    }

    private static SqlException unfit(Name named, String message) {
        return SqlError.of(SqlCode.WRONG_OBJECT_TYPE, message)
                .withPosition(named.position())
                .withDetail("Cannot create a primary key or unique constraint using such an index.")
                .exception();
    }

    private static SqlException refused(Name named, String message) {
        return SqlException.at(named.position(), SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE, message);
    }

    private void requireFree(CatalogTable table, String name) {
        if (work.image().relation(table.schema(), name).isPresent()) {
            throw Names.taken(name);
        }
    }

    private void unique(CatalogTable table, Index index, String name) {
        Draft draft = Draft.of(table);
        draft.stored.replaceAll(one -> one.id().equals(index.id()) ? called(index, name) : one);
        draft.constraints.add(
                new Constraint.Unique(
                        work.changes().nextOid(),
                        name,
                        index.id(),
                        index.columns().stream().map(KeyColumn::column).toList()));
        work.changes().put(draft.build(work));
    }

    static Index called(Index index, String name) {
        return new Index(
                index.id(), name, index.columns(), index.included(), index.unique(), index.level());
    }

    private void primary(CatalogTable table, Index index, Name name, TableConstraint.Unique from) {
        List<Name> columns =
                index.columns().stream()
                        .map(key -> new Name(table.column(key.column()).name(), from.position()))
                        .toList();
        Draft draft = Draft.of(table);
        Drops.without(draft, index.name(), table, work);
        CatalogTable without = draft.build(work);
        work.changes().put(without);
        new Rekeying(work)
                .key(
                        without,
                        new TableConstraint.Unique(
                                name,
                                true,
                                columns,
                                List.of(),
                                false,
                                null,
                                from.deferral(),
                                from.position()));
    }
}
