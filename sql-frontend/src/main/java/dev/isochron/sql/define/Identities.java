package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Identity;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.AlterAction;
import dev.isochron.sql.tree.SequenceOption;
import java.util.List;

/// ALTER TABLE … ALTER COLUMN, about its identity.
final class Identities {

    private final Work work;

    Identities(Work work) {
        this.work = work;
    }

    void add(CatalogTable table, AlterAction.AddIdentity add) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(add.column());
        Columns.requireInteger(column.type(), add.position());
        requirePlain(table, column);
        String name =
                Names.made(
                        table.schema(),
                        table.name(),
                        List.of(column.name()),
                        "seq",
                        work,
                        draft.names);
        CatalogSequence sequence =
                new CatalogSequence(
                        work.changes().nextOid(),
                        table.schema(),
                        name,
                        Sequences.made(add.identity().options(), column.type()),
                        new CatalogSequence.Owner(table.oid(), column.id()));
        work.changes().put(sequence);
        Identity identity = add.identity().always() ? Identity.ALWAYS : Identity.BY_DEFAULT;
        draft.replace(
                column.withInitial(new Initial.Next(sequence.oid(), identity)).withNotNull(true));
        work.changes().put(draft.build(work));
    }

    void drop(CatalogTable table, AlterAction.DropIdentity drop) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(drop.column());
        if (column.initial() instanceof Initial.Next(int sequence, Identity identity)
                && identity != Identity.NONE) {
            draft.replace(column.withInitial(new Initial.Nothing()));
            work.changes().put(draft.build(work));
            work.image().sequence(sequence).ifPresent(work.changes()::drop);
            return;
        }
        String none = none(table, column);
        if (!drop.ifExists()) {
            throw SqlException.of(SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE, none);
        }
        work.notice(Names.skipped(none));
    }

    /// Changes who decides about the column's values, and what its sequence counts.
    void set(CatalogTable table, AlterAction.SetIdentity set) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(set.column());
        if (!(column.initial() instanceof Initial.Next(int number, Identity identity))
                || identity == Identity.NONE) {
            throw SqlException.of(SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE, none(table, column));
        }
        Boolean always = set.always();
        if (always != null) {
            Identity now = always ? Identity.ALWAYS : Identity.BY_DEFAULT;
            draft.replace(column.withInitial(new Initial.Next(number, now)));
            work.changes().put(draft.build(work));
        }
        CatalogSequence sequence = work.image().sequence(number).orElseThrow();
        CatalogSequence changed =
                sequence.withRange(Sequences.range(set.options(), sequence.range()));
        work.changes().put(changed);
        for (SequenceOption option : set.options()) {
            if (option instanceof SequenceOption.Restart(Long value, _)) {
                work.restart(changed, value == null ? changed.range().start() : value);
            }
        }
    }

    private static String none(CatalogTable table, CatalogColumn column) {
        return "column \"%s\" of relation \"%s\" is not an identity column"
                .formatted(column.name(), table.name());
    }

    private static void requirePlain(CatalogTable table, CatalogColumn column) {
        String what = "column \"%s\" of relation \"%s\"".formatted(column.name(), table.name());
        if (!column.notNull()) {
            throw SqlException.of(
                    SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    what + " must be declared NOT NULL before identity can be added");
        }
        if (column.identity() != Identity.NONE) {
            throw SqlException.of(
                    SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    what + " is already an identity column");
        }
        if (!(column.initial() instanceof Initial.Nothing)) {
            throw SqlException.of(
                    SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    what + " already has a default value");
        }
    }
}
