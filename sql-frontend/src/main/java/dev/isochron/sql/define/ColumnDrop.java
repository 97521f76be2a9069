package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.AlterAction;
import java.util.ArrayList;
import java.util.List;

/// ALTER TABLE … DROP COLUMN; what the column leaves in rows is not looked for any more.
final class ColumnDrop {

    private final Work work;

    ColumnDrop(Work work) {
        this.work = work;
    }

    void drop(CatalogTable table, AlterAction.DropColumn drop) {
        String name = drop.column().text();
        Draft draft = Draft.of(table);
        if (draft.find(name).isEmpty()) {
            String message =
                    "column \"%s\" of relation \"%s\" does not exist".formatted(name, table.name());
            if (!drop.ifExists()) {
                throw SqlException.of(SqlCode.UNDEFINED_COLUMN, message);
            }
            work.notice(SqlError.of(SqlCode.UNDEFINED_COLUMN, message + ", skipping"));
            return;
        }
        CatalogColumn column = draft.column(drop.column());
        ColumnId id = column.id();
        if (draft.key.stream().anyMatch(key -> key.column().equals(id))) {
            throw SqlException.unsupported(
                    drop.position(), "dropping a column of the primary key is");
        }
        release(table, id, drop);
        List<Index> using =
                draft.stored.stream()
                        .filter(index ->
                                index.included().contains(id)
                                        || index.columns().stream()
                                                .anyMatch(key -> key.column().equals(id)))
                        .toList();
        using.forEach(index -> Drops.without(draft, index.name(), table, work));
        draft.constraints.removeIf(constraint -> concerns(constraint, id, column.name()));
        int at = draft.columns.indexOf(column);
        draft.columns.remove(at);
        draft.whenMissing.remove(at);
        work.changes().put(draft.build(work));
        if (column.initial() instanceof Initial.Next(int sequence, _)) {
            work.image().sequence(sequence).ifPresent(work.changes()::drop);
        }
    }

    private static boolean concerns(Constraint constraint, ColumnId id, String name) {
        return switch (constraint) {
            case Constraint.Check check ->
                    check.columns().contains(id) || check.text().contains(name);
            case Constraint.Primary _, Constraint.Unique _, Constraint.Reference _ ->
                    constraint.columns().contains(id);
        };
    }

    private void release(CatalogTable table, ColumnId id, AlterAction.DropColumn drop) {
        for (CatalogImage.Referring referring : work.image().referringTo(table.oid())) {
            if (!referring.reference().referenced().contains(id)) {
                continue;
            }
            if (!drop.cascade()) {
                throw SqlError.of(
                                SqlCode.DEPENDENT_OBJECTS_STILL_EXIST,
                                ("cannot drop column %s of table %s because other objects"
                                                + " depend on it")
                                        .formatted(drop.column().text(), table.name()))
                        .withDetail(
                                "constraint %s on table %s depends on it"
                                        .formatted(
                                                referring.reference().name(),
                                                referring.table().name()))
                        .withHint("Use DROP ... CASCADE to drop the dependent objects too.")
                        .exception();
            }
            CatalogTable other = referring.table();
            List<Constraint> left = new ArrayList<>(other.constraints());
            left.removeIf(one -> one.oid() == referring.reference().oid());
            work.changes().put(other.withConstraints(left));
        }
    }
}
