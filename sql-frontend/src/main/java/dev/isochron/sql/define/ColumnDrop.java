package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.AlterAction;
import java.util.List;

/// ALTER TABLE … DROP COLUMN; what the column leaves in rows is not looked for any more.
final class ColumnDrop {

    private final Work work;

    ColumnDrop(Work work) {
        this.work = work;
    }

    void drop(CatalogTable table, AlterAction.DropColumn drop) {
        String name = drop.column().text();
        Draft before = Draft.of(table);
        if (before.find(name).isEmpty()) {
            String message =
                    "column \"%s\" of relation \"%s\" does not exist".formatted(name, table.name());
            if (!drop.ifExists()) {
                throw SqlException.of(SqlCode.UNDEFINED_COLUMN, message);
            }
            work.notice(Names.skipped(message));
            return;
        }
        CatalogColumn column = before.column(drop.column());
        ColumnId id = column.id();
        if (before.key.stream().anyMatch(key -> key.column().equals(id))) {
            throw SqlException.unsupported(
                    drop.position(), "dropping a column of the primary key is");
        }
        String going = "column %s of table %s".formatted(column.name(), table.name());
        Dependents dependents = new Dependents(work);
        dependents.release(
                table,
                referring -> referring.reference().referenced().contains(id),
                going,
                going,
                drop.cascade());
        dependents.tell();
        CatalogTable now = work.image().table(table.oid()).orElse(table);
        Draft draft = Draft.of(now);
        List<Index> using =
                draft.stored.stream()
                        .filter(index ->
                                index.included().contains(id)
                                        || index.columns().stream()
                                                .anyMatch(key -> key.column().equals(id)))
                        .toList();
        using.forEach(index -> Drops.without(draft, index.name(), now, work));
        draft.constraints.removeIf(constraint -> constraint.columns().contains(id));
        int at = draft.columns.indexOf(column);
        draft.columns.remove(at);
        draft.whenMissing.remove(at);
        work.changes().put(draft.build(work));
        if (column.initial() instanceof Initial.Next(int sequence, _)) {
            work.image().sequence(sequence).ifPresent(work.changes()::drop);
        }
    }
}
