package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogSequence;
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
        boolean isKey = before.key.stream().anyMatch(key -> key.column().equals(id));
        if (isKey && table.primary().isEmpty()) {
            throw SqlException.unsupported(
                    drop.position(), "dropping a column that the table is interleaved by is");
        }
        String going = "column %s of table %s".formatted(column.name(), table.name());
        Dependents dependents = new Dependents(work);
        dependents.release(
                table,
                referring -> referring.reference().referenced().contains(id),
                going,
                going,
                drop.cascade());
        CatalogSequence.Owner self = new CatalogSequence.Owner(table.oid(), id);
        for (CatalogSequence sequence : work.image().ownedBy(table.oid())) {
            if (self.equals(sequence.owner())) {
                dependents.releaseNumbers(
                        sequence, other -> other.oid() != table.oid(), going, drop.cascade());
            }
        }
        dependents.tell();
        CatalogTable now = work.image().table(table.oid()).orElse(table);
        if (isKey) {
            new Rekeying(work).withoutKey(now, now.primary().orElseThrow());
            now = work.image().table(table.oid()).orElse(now);
        }
        takeOut(column, now);
    }

    private void takeOut(CatalogColumn column, CatalogTable now) {
        ColumnId id = column.id();
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
        int at = now.placeOf(id);
        draft.columns.remove(at);
        draft.whenMissing.remove(at);
        work.changes().put(draft.build(work));
        if (column.initial() instanceof Initial.Next(int sequence, _)) {
            CatalogSequence.Owner self = new CatalogSequence.Owner(now.oid(), id);
            work.image()
                    .sequence(sequence)
                    .filter(one -> self.equals(one.owner()))
                    .ifPresent(work.changes()::drop);
        }
    }
}
